import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as the service next door received it. */
export interface NeighbourCall {
  /** Method and path without the query, as answers are named. */
  line: string;
  /** Path and query. */
  url: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** What a service next door answers: bytes as they are, anything else as JSON; 200 unless told. */
export interface NeighbourAnswer {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
  /** Never answers; the connection ends with the server. */
  silent?: boolean;
}

const notFound: NeighbourAnswer = {
  status: 404,
  headers: { 'content-type': 'application/problem+json' },
  body: {
    code: 'not_found',
    status: 404,
    title: 'Not found',
    detail: 'from the service next door',
    errors: [],
  },
};

/** A service next door over real HTTP that answers as a test says; what it was not told about is `not_found`. */
export class Neighbour {
  /** Answers by method and path, such as `GET /internal/sessions/ses_1/case`. */
  readonly answers = new Map<string, NeighbourAnswer>();
  readonly calls: NeighbourCall[] = [];
  /** Answers what `answers` does not name. */
  fallback: (call: NeighbourCall) => NeighbourAnswer | undefined = () => undefined;
  private readonly awaited = new Map<string, () => void>();
  private isBreaking = false;

  private constructor(private readonly server: Server) {}

  /** Starts one on a free port of the loopback interface. */
  static async start(fallback?: Neighbour['fallback']): Promise<Neighbour> {
    const server = createServer();
    const neighbour = new Neighbour(server);
    if (fallback) neighbour.fallback = fallback;
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { method = '', url = '', headers } = request;
        const line = `${method} ${url.split('?')[0]}`;
        neighbour.take({ line, url, headers, body: Buffer.concat(chunks) }, response);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return neighbour;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The JSON bodies of the calls to one route, in their order. */
  bodiesTo(line: string): Record<string, unknown>[] {
    return this.calls.filter((call) => call.line === line).map(jsonOf);
  }

  /** Resolves when the route was called and answered. */
  called(line: string): Promise<void> {
    return new Promise((resolve) => this.awaited.set(line, resolve));
  }

  /** Ends the connection of the next call instead of answering it. */
  breakNext(): void {
    this.isBreaking = true;
  }

  /** Forgets calls and answers. */
  reset(): void {
    this.isBreaking = false;
    this.calls.length = 0;
    this.answers.clear();
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private take(call: NeighbourCall, response: ServerResponse): void {
    this.calls.push(call);
    if (this.isBreaking) {
      this.isBreaking = false;
      response.socket?.destroy();
      return;
    }
    send(response, this.answers.get(call.line) ?? this.fallback(call) ?? notFound);
    this.awaited.get(call.line)?.();
  }
}

/** The JSON body of a call; an empty object where it had none. */
export const jsonOf = ({ body }: NeighbourCall): Record<string, unknown> =>
  (body.length === 0 ? {} : JSON.parse(body.toString())) as Record<string, unknown>;

function send(response: ServerResponse, { status = 200, headers, body, silent }: NeighbourAnswer): void {
  if (silent) return;
  const isBytes = Buffer.isBuffer(body);
  const type = isBytes ? 'application/octet-stream' : 'application/json';
  response.writeHead(status, { 'content-type': type, ...headers });
  response.end(isBytes ? body : body === undefined ? undefined : JSON.stringify(body));
}
