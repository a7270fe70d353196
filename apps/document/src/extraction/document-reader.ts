import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { LOGGER, type Logger } from '#libs/platform';
import { TransientFailure } from '#libs/problems';
import type { DocumentAnalyzer, DocumentFile, DocumentReading } from '../reading/index.js';

/** Makes the analyzer that the settings ask for; loading its models may take seconds. */
export type AnalyzerFactory = () => Promise<DocumentAnalyzer & { close?: () => Promise<void> }>;
export const ANALYZER_FACTORY = Symbol('analyzer factory');

const firstPauseMs = 1_000;
const longestPauseMs = 60_000;

/**
 * The one analyzer of the process. It is loaded in the background, so that uploads are taken from the first moment;
 * readings wait for it. Loading that failed is tried again with growing pauses.
 */
@Injectable()
export class DocumentReader implements OnModuleInit, OnModuleDestroy {
  private loaded: Awaited<ReturnType<AnalyzerFactory>> | undefined;
  private loading: Promise<void> = Promise.resolve();
  private isStopping = false;
  private cutPause: (() => void) | undefined;

  constructor(
    @Inject(ANALYZER_FACTORY) private readonly make: AnalyzerFactory,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onModuleInit(): void {
    this.loading = this.load();
  }

  async onModuleDestroy(): Promise<void> {
    this.isStopping = true;
    this.cutPause?.();
    await this.loading;
    await this.loaded?.close?.();
  }

  get isReady(): boolean {
    return this.loaded !== undefined;
  }

  get provider(): string {
    return this.loaded?.provider ?? 'local';
  }

  /** @throws TransientFailure when the analyzer could not be loaded yet */
  async read(file: DocumentFile, documentType: string): Promise<DocumentReading> {
    if (!this.loaded) await this.loading;
    if (!this.loaded) throw new TransientFailure('the document analyzer is not loaded');
    return this.loaded.analyze(file, documentType);
  }

  private async load(): Promise<void> {
    for (let pause = firstPauseMs; !this.isStopping; pause = Math.min(longestPauseMs, pause * 2)) {
      try {
        this.loaded = await this.make();
        this.logger.info({ provider: this.loaded.provider }, 'document analyzer loaded');
        return;
      } catch (error) {
        this.logger.error({ err: error }, 'the document analyzer could not be loaded');
        await this.rest(pause);
      }
    }
  }

  private rest(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.cutPause = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
