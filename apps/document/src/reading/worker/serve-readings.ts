import { type MessagePort } from 'node:worker_threads';
import { type ReadingEngine } from '../engine/reading-engine.js';
import { failureResponse, type ReadRequest, type ReadResponse } from './messages.js';

/** Answers requests that arrive at a port, one after the other: readings would only compete for the same cores. */
export function serveReadings(port: Pick<MessagePort, 'on' | 'postMessage'>, engine: ReadingEngine): void {
  let last: Promise<void> = Promise.resolve();
  port.on('message', (request: ReadRequest) => {
    last = last.then(async () => port.postMessage(await answer(engine, request)));
  });
}

async function answer(engine: ReadingEngine, request: ReadRequest): Promise<ReadResponse> {
  const { id, contentType, documentType, today, options } = request;
  const bytes = Buffer.from(request.bytes.buffer, request.bytes.byteOffset, request.bytes.byteLength);
  try {
    return { id, reading: await engine.read({ bytes, contentType }, documentType, today, options) };
  } catch (error) {
    return failureResponse(id, error);
  }
}
