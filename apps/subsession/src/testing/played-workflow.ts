import { newId } from '#libs/platform';
import { jsonOf, Neighbour, type NeighbourAnswer, type NeighbourCall } from '#libs/service-stage';

type Json = Record<string, unknown>;

export interface PlayedSession {
  session_id: string;
  parent_session_id?: string;
  status: string;
  expires_at: string;
  ownership_threshold: number;
  collects_parties: boolean;
  company_name?: string;
  drafts: Json[];
}

const week = 7 * 24 * 3_600_000;

/** The workflow service over real HTTP, as far as the subsession service asks it; its sessions are plain records. */
export class PlayedWorkflow {
  readonly sessions = new Map<string, PlayedSession>();
  /** The options of every session's step for parties; a number is a refusal with this status. */
  step: Json | number = { step_id: 'owners', workflow_id: 'wfl_party', max_subsessions: 5 };
  /** Methods and paths with bodies, in their order. */
  readonly calls: { line: string; body: Json }[] = [];
  /** Has opening a session fail with this status. */
  refusesToOpen: number | undefined;

  private constructor(private readonly neighbour: Neighbour) {
    neighbour.fallback = (call) => this.answer(call);
  }

  static async start(): Promise<PlayedWorkflow> {
    return new PlayedWorkflow(await Neighbour.start());
  }

  get url(): string {
    return this.neighbour.url;
  }

  stop(): Promise<void> {
    return this.neighbour.stop();
  }

  /** A session that collects parties. */
  open(more: Partial<PlayedSession> = {}): string {
    const session_id = newId('ses');
    const expires_at = new Date(Date.now() + week).toISOString();
    const usual = {
      status: 'active',
      expires_at,
      ownership_threshold: 25,
      collects_parties: true,
      drafts: [],
    };
    this.sessions.set(session_id, { session_id, ...usual, ...more });
    return session_id;
  }

  private answer(call: NeighbourCall): NeighbourAnswer {
    const { line, url } = call;
    const body = jsonOf(call);
    const [method = '', path = ''] = line.split(' ');
    this.calls.push({ line, body });
    const [, id = '', part] = /^\/internal\/sessions\/([^/]+)(?:\/(.+))?$/.exec(path) ?? [];
    if (path === '/internal/session-results') return ok({ results: this.results(body['session_ids']) });
    if (path === '/internal/sessions') return this.opened(body);
    const session = this.sessions.get(decodeURIComponent(id));
    if (!session) return refusal(404, 'not_found');
    if (method === 'DELETE') {
      const isOpen = session.status === 'active' || session.status === 'expired';
      if (url.includes('only_open=true') && !isOpen) return refusal(409, 'illegal_transition');
      session.status = 'deleted';
      return { status: 204 };
    }
    switch (part) {
      case 'subsession-step':
        return typeof this.step === 'number'
          ? refusal(this.step, 'step_not_current')
          : ok({ entity_types: ['individual', 'company'], ...this.step });
      case 'party-drafts':
        return ok({ drafts: session.drafts });
      case 'generate-link':
        session.status = 'active';
        return ok(withLink(session));
      case 'links':
        return session.status === 'active' ? ok(withLink(session)) : refusal(409, 'session_not_active');
      case undefined:
        return ok(session);
      default:
        return refusal(404, 'not_found');
    }
  }

  private opened({ parent_session_id }: Json): NeighbourAnswer {
    if (this.refusesToOpen) return refusal(this.refusesToOpen, 'not_found');
    const id = this.open({ parent_session_id: String(parent_session_id), collects_parties: false });
    return { status: 201, body: withLink(this.sessions.get(id)) };
  }

  private results(ids: unknown): unknown[] {
    return (ids as string[]).flatMap((id) => {
      const session = this.sessions.get(id);
      const found = { decision: null, checks: [], matches: [], adverse_media: [], impacting_steps: [] };
      return session ? [{ ...found, ...session }] : [];
    });
  }
}

const ok = (body: unknown): NeighbourAnswer => ({ body });
const refusal = (status: number, code: string): NeighbourAnswer => ({
  status,
  body: { code, detail: 'played' },
});
const withLink = (session: PlayedSession | undefined): unknown => {
  const token = newId('key');
  return { ...session, access_token: token, url: `https://kyc.example/public/sessions/${token}` };
};
