import { type DocumentAnalyzer } from './document-analyzer.js';
import { createReadingEngine } from './engine/reading-engine.js';
import { createThreadEngine, startReadingThread } from './worker/thread-engine.js';

export interface LocalDocumentAnalyzerOptions {
  /** Threads within one run of a model (1). More of them help only while no other work wants the cores. */
  threads?: number;
  /** What day it is; two-digit years are read relative to it. */
  now?: () => Date;
  /** Longest time that one document may take, in milliseconds (60,000), when reading in a thread of its own. */
  timeLimitMs?: number;
}

/** A thread needs compiled code: run from TypeScript sources, as tests do, documents are read in the caller's thread. */
const compiled = import.meta.url.endsWith('.js');

/**
 * A document reader that works on this machine only, with models from npm; nothing leaves the process. The models are
 * loaded once and the readings run one after the other, in a thread of their own when the code is compiled.
 *
 * @throws Error naming the model file that is missing or damaged.
 */
export async function createLocalDocumentAnalyzer(
  options: LocalDocumentAnalyzerOptions = {},
): Promise<DocumentAnalyzer & { close(): Promise<void> }> {
  const { threads, timeLimitMs, now = () => new Date() } = options;
  const engineOptions = threads === undefined ? {} : { threads };
  const engine = compiled
    ? await createThreadEngine({
        start: () => startReadingThread(engineOptions),
        ...(timeLimitMs !== undefined && { timeLimitMs }),
      })
    : await createReadingEngine(engineOptions);
  return {
    provider: 'local',
    analyze: (file, documentType, options) =>
      engine.read(file, documentType, now().toISOString().slice(0, 10), options),
    close: () => engine.close(),
  };
}
