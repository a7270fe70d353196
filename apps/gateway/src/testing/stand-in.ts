import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A call as an owning service received it. */
export interface SeenCall {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

export interface CannedAnswer {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
  /** Never answers, and ends the connection when the server is closed. */
  silent?: boolean;
}

/** A small HTTP server in the place of an owning service. */
export interface StandIn {
  url: string;
  calls: SeenCall[];
  /** Answers calls to this method and path (without query); anything else gets a 404 problem. */
  on: (route: string, answer: CannedAnswer) => void;
  /** Ends the connection of the next call instead of answering it. */
  breakNext: () => void;
  /** Forgets calls and answers. */
  reset: () => void;
  close: () => Promise<void>;
}

/** Starts a stand-in on a free port of the loopback interface. */
export async function startStandIn(): Promise<StandIn> {
  const calls: SeenCall[] = [];
  const answers = new Map<string, CannedAnswer>();
  let breaking = false;
  const server = createServer((request, response) => {
    void read(request).then((call) => {
      calls.push(call);
      if (breaking) {
        breaking = false;
        request.socket.destroy();
        return;
      }
      respond(response, answers.get(`${call.method} ${call.url.split('?')[0]}`));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    on: (route, answer) => answers.set(route, answer),
    breakNext: () => {
      breaking = true;
    },
    reset: () => {
      breaking = false;
      calls.length = 0;
      answers.clear();
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function read(request: IncomingMessage): Promise<SeenCall> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const { method = '', url = '', headers } = request;
  return { method, url, headers, body: Buffer.concat(chunks) };
}

const notFound: CannedAnswer = {
  status: 404,
  headers: { 'content-type': 'application/problem+json' },
  body: { code: 'not_found', status: 404, title: 'x', detail: 'from the owner', errors: [] },
};

function respond(response: ServerResponse, answer: CannedAnswer = notFound): void {
  if (answer.silent) return;
  const { body } = answer;
  const bytes = Buffer.isBuffer(body) ? body : Buffer.from(body === undefined ? '' : JSON.stringify(body));
  const type = Buffer.isBuffer(body) ? 'application/octet-stream' : 'application/json';
  response.writeHead(answer.status ?? 200, { 'content-type': type, ...answer.headers }).end(bytes);
}
