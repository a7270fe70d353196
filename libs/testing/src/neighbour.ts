import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What another service answers; a number is a status without content, undefined a 404. */
export type PlayedAnswer = unknown;

/** A service next door over real HTTP, answering what a test gives it; unknown paths are refused as `not_found`. */
export class Neighbour {
  /** Answers by path, without the query. */
  readonly answers: Record<string, PlayedAnswer> = {};
  /** Paths that were called, in their order. */
  readonly calls: string[] = [];
  private readonly awaited = new Map<string, () => void>();

  private constructor(private readonly server: Server) {}

  /** @param fallback answers what `answers` does not name */
  static async start(fallback: (path: string) => PlayedAnswer = () => undefined): Promise<Neighbour> {
    const server = createServer();
    const neighbour = new Neighbour(server);
    server.on('request', (request, response) => {
      const path = (request.url ?? '').split('?')[0] ?? '';
      neighbour.calls.push(path);
      const answer = neighbour.answers[path] ?? fallback(path);
      const status = typeof answer === 'number' ? answer : answer === undefined ? 404 : 200;
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(status === 200 ? answer : { code: 'not_found', detail: '' }));
      neighbour.awaited.get(path)?.();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return neighbour;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Resolves when the path was called and answered. */
  called(path: string): Promise<void> {
    return new Promise((resolve) => this.awaited.set(path, resolve));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
