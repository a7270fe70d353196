import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request that another service got from the one under test. */
export interface NeighbourCall {
  /** Method and path. */
  line: string;
  body: Record<string, unknown>;
}

/** What another service answers: bytes as they are, anything else as JSON. */
export interface NeighbourAnswer {
  status?: number;
  body: unknown;
}

/** A service next door over real HTTP that answers as a test says; what it was not told about is `not_found`. */
export class Neighbour {
  readonly calls: NeighbourCall[] = [];
  readonly answers = new Map<string, NeighbourAnswer>();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<Neighbour> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const line = `${request.method} ${request.url}`;
        const text = Buffer.concat(chunks).toString();
        neighbour.calls.push({
          line,
          body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>,
        });
        const { status = 200, body } = neighbour.answers.get(line) ?? notFound;
        const type = Buffer.isBuffer(body) ? 'application/octet-stream' : 'application/json';
        response.writeHead(status, { 'content-type': type });
        response.end(Buffer.isBuffer(body) ? body : JSON.stringify(body));
      });
    });
    const neighbour = new Neighbour(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return neighbour;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The bodies of the calls to one route. */
  sentTo(line: string): Record<string, unknown>[] {
    return this.calls.filter((call) => call.line === line).map(({ body }) => body);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

const notFound: NeighbourAnswer = {
  status: 404,
  body: { code: 'not_found', detail: 'not told about', errors: [] },
};
