import { parentPort, workerData } from 'node:worker_threads';
import { createReadingEngine } from '../engine/reading-engine.js';
import { serveReadings } from './serve-readings.js';

// The file that the reading thread runs; `thread-engine.ts` starts it.
if (!parentPort) throw new Error('This file runs in a thread of its own.');
try {
  const engine = await createReadingEngine(workerData as { threads?: number });
  serveReadings(parentPort, engine);
  parentPort.postMessage({ ready: true });
} catch (error) {
  parentPort.postMessage({
    ready: false,
    failure: error instanceof Error ? error.message : 'The models could not be loaded.',
  });
}
