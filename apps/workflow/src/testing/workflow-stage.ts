import type { Caller, TokenHasher } from '#libs/security';
import {
  backOffice,
  endUser,
  Neighbour,
  openStage,
  ServiceStage,
  type Answer,
  type StageParts,
} from '#libs/service-stage';
import { workflowService } from '../service.js';
import type { OpenedSession } from './sessions.js';

type Json = Record<string, unknown>;

const acme = backOffice('acme');

function emptyParts(path: string): Json | undefined {
  if (path.endsWith('/documents')) return { documents: [] };
  if (path.endsWith('/subsessions')) return { subsessions: [] };
  return path.endsWith('/biometrics') ? {} : undefined;
}

/** The workflow service alone. */
export class WorkflowStage extends ServiceStage {
  private constructor(
    parts: StageParts,
    /** Plays every other service. Sessions have no documents, faces and parties unless a test says so. */
    readonly others: Neighbour,
  ) {
    super(parts);
  }

  static async start(env: Record<string, string> = {}): Promise<WorkflowStage> {
    const others = await Neighbour.start(({ line }) => {
      const body = emptyParts(line);
      return body && { body };
    });
    const played = { document: others, biometrics: others, screening: others, subsession: others };
    return new WorkflowStage(await openStage(workflowService, played, env), others).listen();
  }

  get hasher(): TokenHasher {
    return this.parts.shared.hasher;
  }

  /** Opens a session of the tenant `acme` on a workflow made for it. */
  async openSession(definition: Json, more: Json = {}): Promise<OpenedSession> {
    const workflow = await this.call(acme, 'POST', '/kyc/workflows', { name: 'Test', ...definition });
    if (workflow.status !== 201) throw new Error(`no workflow: ${JSON.stringify(workflow.body)}`);
    const { workflow_id } = workflow.body;
    const { status, body } = await this.call(acme, 'POST', '/kyc/sessions', { workflow_id, ...more });
    if (status !== 201) throw new Error(`no session: ${JSON.stringify(body)}`);
    const id = String(body['session_id']);
    return { id, token: String(body['access_token']), user: endUser(id), body };
  }

  /** Completes a step as the end user. */
  complete({ user }: OpenedSession, stepId: string, data?: unknown): Promise<Answer> {
    return this.call(user, 'POST', `/public/session/step/${stepId}/complete`, { data });
  }

  /** Completes the step `form` of `formStep`. */
  completeForm(session: OpenedSession, full_name = 'Mara Lindqvist'): Promise<Answer> {
    return this.complete(session, 'form', { full_name });
  }

  /** What the gateway asks for every link that is opened. */
  resolveToken(token: string): Promise<Answer> {
    const gateway: Caller = { kind: 'service', tenantId: 'unknown', id: 'gateway' };
    const token_hash = this.hasher.hash('access_token', token);
    return this.call(gateway, 'POST', '/internal/access-tokens/resolve', { token_hash });
  }

  /** Puts the end of a session's time into the past. */
  async endTimeOf(sessionId: string): Promise<void> {
    const sessions = this.database.collection<{ _id: string }>('sessions');
    await sessions.updateOne({ _id: sessionId }, { $set: { expiresAt: new Date(Date.now() - 1_000) } });
  }

  async timelineOf(sessionId: string): Promise<Json[]> {
    const { body } = await this.call(acme, 'GET', `/kyc/sessions/${sessionId}/timeline`);
    return body['data'] as Json[];
  }

  /** Every move of a session, as `before > after`. */
  async movesOf(sessionId: string): Promise<string[]> {
    const moves = (await this.timelineOf(sessionId)).filter(({ after }) => after);
    return moves.map(({ before, after }) => `${String(before)} > ${String(after)}`);
  }

  /** Waits until the service says that a session is in one of the states. */
  async untilStatus(sessionId: string, ...states: string[]): Promise<Json> {
    return this.until(async () => {
      const { body } = await this.call(acme, 'GET', `/kyc/sessions/${sessionId}`);
      return states.includes(String(body['status'])) && body;
    }) as Promise<Json>;
  }
}
