import { setTimeout as pause } from 'node:timers/promises';
import type { Stack } from './stack.js';

const answerLimitMs = 60_000;

type Json = Record<string, unknown>;

/** Calls of an integrator and of an end user; any answer above 399 ends the benchmark. */
export class Client {
  constructor(private readonly stack: Stack) {}

  async call<T = Json>(method: string, path: string, body?: object): Promise<T> {
    const response = await this.send(method, path, body && JSON.stringify(body));
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  /** Sends a body as it is, JSON or not; any answer is an answer. */
  send(method: string, path: string, body?: string): Promise<Response> {
    return fetch(this.stack.url + path, {
      method,
      headers: {
        ...(!path.startsWith('/public/') && { authorization: `Bearer ${this.stack.apiKey}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body }),
      signal: AbortSignal.timeout(answerLimitMs),
    });
  }

  async put(url: string, headers: Record<string, string>, bytes: Buffer): Promise<void> {
    const response = await fetch(url, { method: 'PUT', headers, body: new Uint8Array(bytes) });
    if (!response.ok) throw new Error(`PUT: ${response.status}`);
    await response.arrayBuffer();
  }

  openSession(workflowId: string): Promise<{ session_id: string; access_token: string }> {
    return this.call('POST', '/kyc/sessions', { workflow_id: workflowId });
  }

  async untilStatus(sessionId: string, status: string, limitMs: number): Promise<void> {
    const start = performance.now();
    while ((await this.call('GET', `/kyc/sessions/${sessionId}`))['status'] !== status) {
      if (performance.now() - start > limitMs) throw new Error(`the session is not ${status} in time`);
      await pause(10);
    }
  }
}
