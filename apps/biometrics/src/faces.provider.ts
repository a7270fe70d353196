import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { SETTINGS, type Settings } from '#libs/platform';
import { createLocalFaceAnalyzer, type ClosableFaceAnalyzer } from './faces/index.js';

/** The face analyzer of this process: its models are loaded once, at start, so that a missing one is found then. */
@Injectable()
export class Faces implements OnModuleInit, OnApplicationShutdown {
  private loaded?: ClosableFaceAnalyzer;

  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  async onModuleInit(): Promise<void> {
    this.loaded = await createLocalFaceAnalyzer({ threads: this.settings.MODEL_THREADS });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.loaded?.close();
  }

  get analyzer(): ClosableFaceAnalyzer {
    if (!this.loaded) throw new Error('the face models are not loaded');
    return this.loaded;
  }
}
