import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { LOGGER, SETTINGS, type Logger, type Settings } from '#libs/platform';
import { readWatchlist, UnreadableWatchlist, type Watchlist } from '../lists/index.js';
import { listLocations } from './list-locations.js';
import { ListsStartError } from './lists-start-error.js';
import { LoadedLists } from './loaded-lists.js';

/**
 * Holds the lists that are in use. They are read before the service listens: it never answers `clear` because a list
 * was still missing, and a list that cannot be read stops the start.
 */
@Injectable()
export class Catalogue implements OnModuleInit {
  private loaded: LoadedLists | undefined;

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** The lists in use; whoever answers one question takes them once, so that its parts fit together. */
  get lists(): LoadedLists {
    if (!this.loaded) throw new Error('the lists are used before they were loaded');
    return this.loaded;
  }

  /** @throws ListsStartError naming the list that cannot be used */
  async onModuleInit(): Promise<void> {
    const began = performance.now();
    const lists: Watchlist[] = [];
    for (const location of listLocations(this.settings.SCREENING_LISTS)) lists.push(await read(location));
    this.loaded = new LoadedLists(lists, new Date());
    const ms = Math.round(performance.now() - began);
    for (const { id, version, entries } of this.loaded.facts)
      this.logger.info({ list: id, version, entries }, 'list loaded');
    this.logger.info({ ms }, 'lists ready');
  }
}

async function read(location: string): Promise<Watchlist> {
  try {
    return await readWatchlist(location);
  } catch (cause) {
    if (cause instanceof UnreadableWatchlist) throw new ListsStartError(cause.message, { cause });
    throw cause;
  }
}
