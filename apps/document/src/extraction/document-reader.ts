import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { AnalyzeOptions, DocumentAnalyzer, DocumentFile, DocumentReading } from '../reading/index.js';

/** Makes the analyzer that the settings ask for. */
export type AnalyzerFactory = () => Promise<DocumentAnalyzer & { close?: () => Promise<void> }>;
export const ANALYZER_FACTORY = Symbol('analyzer factory');

/** The one analyzer of the process. Its models are loaded at start, so that a missing one stops the start. */
@Injectable()
export class DocumentReader implements OnModuleInit, OnApplicationShutdown {
  private loaded: Awaited<ReturnType<AnalyzerFactory>> | undefined;

  constructor(@Inject(ANALYZER_FACTORY) private readonly make: AnalyzerFactory) {}

  async onModuleInit(): Promise<void> {
    this.loaded = await this.make();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.loaded?.close?.();
  }

  get provider(): string {
    return this.analyzer.provider;
  }

  read(file: DocumentFile, documentType: string, options?: AnalyzeOptions): Promise<DocumentReading> {
    return this.analyzer.analyze(file, documentType, options);
  }

  private get analyzer(): DocumentAnalyzer {
    if (!this.loaded) throw new Error('the document analyzer is not loaded');
    return this.loaded;
  }
}
