import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { LOGGER, type Logger, WorkLoop } from '#libs/platform';
import { OBJECT_STORE, type ObjectStore } from '../files/object-store.js';
import { ErasureQueue } from './erasure-queue.js';

const pollMs = 2_000;

/** Deletes the files of erased sessions, again after the last signed URL expired, and until the store obeyed. */
@Injectable()
export class EraseFiles implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly loop: WorkLoop;

  constructor(
    private readonly erasures: ErasureQueue,
    @Inject(OBJECT_STORE) private readonly store: ObjectStore,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.loop = new WorkLoop({ name: 'erase files', work: () => this.next(new Date()), pollMs, logger });
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop.stop();
  }

  private async next(now: Date): Promise<boolean> {
    const erasure = await this.erasures.claim(now);
    if (!erasure) return false;
    await this.store.deleteAll({ tenantId: erasure.tenantId, sessionId: erasure._id });
    await this.erasures.passOn(erasure, now);
    return true;
  }
}
