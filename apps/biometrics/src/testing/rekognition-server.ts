import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mistakeIn } from './rekognition-requests.js';

type Json = Record<string, unknown>;

/** How the server misbehaves instead of answering. */
export type Misbehaviour =
  'throttled' | 'over_quota' | 'internal_error' | 'access_denied' | 'not_json' | 'without_members' | 'silent';

interface Answer {
  status: number;
  body: string;
}

/**
 * Amazon Rekognition's two liveness operations as its API model publishes them, over AWS JSON 1.1. A request that the
 * real service would refuse (no signature, unknown operation, wrong members) is refused here as well.
 */
export class RekognitionServer {
  readonly calls: { operation: string; request: Json }[] = [];
  private readonly sessions = new Map<string, Json>();
  private readonly tokens = new Map<string, string>();
  private misbehaviours: Misbehaviour[] = [];

  private constructor(private readonly server: Server) {}

  static async start(): Promise<RekognitionServer> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const answer = rekognition.answer(request, Buffer.concat(chunks).toString());
        if (!answer) return;
        response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.1' });
        response.end(answer.body);
      });
    });
    const rekognition = new RekognitionServer(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return rekognition;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The next requests are answered so, one after another; afterwards properly again. */
  misbehave(...how: Misbehaviour[]): void {
    this.misbehaviours = how;
  }

  /** What a session's results are from now on. */
  finish(sessionId: string, results: Json): void {
    this.sessions.set(sessionId, { SessionId: sessionId, ...results });
  }

  countOf(operation: string): number {
    return this.calls.filter((call) => call.operation === operation).length;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** Undefined: nothing is ever answered. */
  private answer(incoming: IncomingMessage, text: string): Answer | undefined {
    const mistake = mistakeIn(incoming, text);
    if (mistake) return refusal(mistake.type, mistake.detail);
    const operation = String(incoming.headers['x-amz-target']).replace('RekognitionService.', '');
    const request = JSON.parse(text) as Json;
    this.calls.push({ operation, request });
    const how = this.misbehaviours.shift();
    if (how) return misbehaved(how);
    return operation === 'CreateFaceLivenessSession' ? this.create(request) : this.results(request);
  }

  private create({ ClientRequestToken: token }: Json): Answer {
    const known = typeof token === 'string' ? this.tokens.get(token) : undefined;
    const sessionId = known ?? randomUUID();
    if (typeof token === 'string') this.tokens.set(token, sessionId);
    if (!known) this.finish(sessionId, { Status: 'CREATED' });
    return ok({ SessionId: sessionId });
  }

  private results({ SessionId: sessionId }: Json): Answer {
    const found = this.sessions.get(String(sessionId));
    return found ? ok(found) : refusal('SessionNotFoundException', 'Session not found.');
  }
}

const ok = (body: Json): Answer => ({ status: 200, body: JSON.stringify(body) });

function refusal(type: string, message: string, status = 400): Answer {
  return { status, body: JSON.stringify({ __type: type, Message: message }) };
}

function misbehaved(how: Misbehaviour): Answer | undefined {
  switch (how) {
    case 'throttled':
      return refusal('ThrottlingException', 'Rate exceeded', 500);
    case 'over_quota':
      return refusal('ProvisionedThroughputExceededException', 'Rate exceeded');
    case 'internal_error':
      return refusal('InternalServerError', 'Something went wrong', 500);
    case 'access_denied':
      return refusal('AccessDeniedException', 'User is not authorized');
    case 'not_json':
      return { status: 200, body: '<html>a proxy</html>' };
    case 'without_members':
      return ok({});
    case 'silent':
      return undefined;
  }
}
