import { Injectable } from '@nestjs/common';
import { DomainRefusal } from '#libs/problems';
import type { WorkflowDefinition } from '../definitions/definition.js';
import { parseDefinition } from '../definitions/parse-definition.js';
import { WorkflowRepository } from '../definitions/workflow.repository.js';
import { SessionFindings } from '../processing/session-findings.js';
import { assembleCase } from '../rules/assemble-case.js';
import type { Case } from '../rules/case.js';
import { decide, type AutomaticDecision } from '../rules/decide.js';
import { LoadSession, type LoadedSession } from '../sessions/load-session.js';
import { factsOf, type Session } from '../sessions/session.js';
import { readGivenCase } from './given-case.js';
import type { GivenCase } from './given-case.dto.js';
import type { SimulationBody } from './simulation.dto.js';

const decided: readonly Session['status'][] = ['approved', 'rejected', 'manual_review'];

/** Decides a made-up case, or the facts of a session, by stored or unsaved rules. Writes nothing. */
@Injectable()
export class SimulateDecision {
  constructor(
    private readonly workflows: WorkflowRepository,
    private readonly loadSession: LoadSession,
    private readonly findings: SessionFindings,
  ) {}

  /** @throws DomainRefusal `not_found`, `invalid_request` with a pointer for each mistake */
  async run(tenantId: string, workflowId: string, body: SimulationBody): Promise<AutomaticDecision> {
    const { session_id, case: given, definition: unsaved } = body;
    const today = new Date().toISOString().slice(0, 10);
    const latest = await this.workflows.latest(tenantId, workflowId);
    if ((session_id === undefined) === (given === undefined)) throw neitherNor();
    const draft = unsaved && parse(unsaved, today);
    if (given) {
      const definition = draft ?? latest.definition;
      return decide(definition, factsOfCase(definition, given, today));
    }
    const loaded = await this.load(tenantId, workflowId, session_id ?? '');
    const facts = await this.factsOfSession(loaded, today);
    return decide(draft ?? loaded.workflow.definition, facts);
  }

  private async load(tenantId: string, workflowId: string, sessionId: string): Promise<LoadedSession> {
    const loaded = await this.loadSession.run(tenantId, sessionId);
    if (loaded.session.workflowId === workflowId) return loaded;
    throw refusal([
      { pointer: '/session_id', code: 'wrong_workflow', detail: 'is a session of another workflow' },
    ]);
  }

  /** What the rules saw when they decided; of a session that is not decided, what is known by now. */
  private async factsOfSession({ session, workflow }: LoadedSession, today: string): Promise<Case> {
    const stored = decided.includes(session.status) ? factsOf(session) : undefined;
    if (stored) return stored;
    const { definition } = workflow;
    return assembleCase(definition, await this.findings.gather(session, definition), today);
  }
}

function parse(unsaved: unknown, today: string): WorkflowDefinition {
  const parsed = parseDefinition(unsaved, today);
  if (parsed.ok) return parsed.definition;
  throw refusal(parsed.errors.map((error) => ({ ...error, pointer: `/definition${error.pointer}` })));
}

function factsOfCase(definition: WorkflowDefinition, given: GivenCase, today: string): Case {
  const read = readGivenCase(definition, given, today);
  if (!read.ok) throw refusal(read.errors);
  return assembleCase(definition, read.sources, today);
}

const refusal = (errors: DomainRefusal['errors']): DomainRefusal =>
  new DomainRefusal('invalid_request', 'See `errors` for each place that needs a change.', errors);

const neitherNor = (): DomainRefusal =>
  refusal([{ pointer: '', code: 'one_of', detail: 'needs either `session_id` or `case`' }]);
