import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { LOGGER, type Logger, WorkLoop } from '#libs/platform';
import { OBJECT_STORE, type ObjectStore } from '../files/object-store.js';
import { stagingOf } from './upload.js';
import { UploadsRepository } from './uploads.repository.js';

const pollMs = 60_000;
const batch = 50;

/** Clears the place of every upload after its signed URL has expired: nobody can put bytes there any more. */
@Injectable()
export class SweepUploads implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly loop: WorkLoop;

  constructor(
    private readonly uploads: UploadsRepository,
    @Inject(OBJECT_STORE) private readonly store: ObjectStore,
    @Inject(LOGGER) logger: Logger,
  ) {
    this.loop = new WorkLoop({ name: 'sweep uploads', work: () => this.sweep(new Date()), pollMs, logger });
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.loop.stop();
  }

  /** Clears one batch; true when there was any. */
  async sweep(now: Date): Promise<boolean> {
    const found = await this.uploads.toSweep(now, batch);
    for (const upload of found) {
      await this.store.delete(stagingOf(upload));
      await this.uploads.markSwept(upload);
    }
    return found.length > 0;
  }
}
