import { Injectable } from '@nestjs/common';
import type { PartyResult } from '#libs/contracts';
import type { WorkflowDefinition } from '../definitions/definition.js';
import { WorkflowRepository } from '../definitions/workflow.repository.js';
import { adverseMediaOf, matchesOf } from '../rules/assemble-case.js';
import { impactingSteps, ownershipThreshold } from '../rules/parties-in-case.js';
import { caseSubjects } from '../sessions/case-subjects.js';
import { decisionOf, isExpired, type Session } from '../sessions/session.js';
import { SessionRepository } from '../sessions/session.repository.js';
import { stepTypeOf } from '../steps/registry.js';

/** Tells what became of sessions of related parties, for those who look at the session that invited them. */
@Injectable()
export class PartyResults {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly workflows: WorkflowRepository,
  ) {}

  /** Of the sessions that the tenant has; what it does not have is left out. */
  async of(tenantId: string, sessionIds: readonly string[]): Promise<PartyResult[]> {
    const found = await this.sessions.findMany(tenantId, sessionIds);
    return Promise.all(
      found.map(async (session) => {
        const { workflowId, workflowVersion } = session;
        const { definition } = await this.workflows.version(tenantId, workflowId, workflowVersion);
        return resultOf(session, definition, new Date());
      }),
    );
  }
}

function resultOf(session: Session, definition: WorkflowDefinition, now: Date): PartyResult {
  const decision = decisionOf(session);
  const company = caseSubjects(session, definition).find(({ type }) => type === 'company');
  return {
    session_id: session.id,
    status: isExpired(session, now) ? 'expired' : session.status,
    expires_at: session.expiresAt.toISOString(),
    ...(company && { company_name: company.name }),
    collects_parties: definition.steps.some((step) => stepTypeOf(step.type).brings(step).parties),
    ownership_threshold: ownershipThreshold(definition),
    decision: decision
      ? {
          final_decision: decision.final_decision,
          decided_by: decision.decided_by,
          decided_at: decision.decided_at,
          reasons: decision.reasons,
          automation_flags: decision.automation_flags,
        }
      : null,
    checks: session.checks.map(({ check_id, type, status, outcome, reasons }) => {
      return { check_id, type, status, outcome: outcome ?? null, reasons };
    }),
    matches: matchesOf(session.checks),
    adverse_media: adverseMediaOf(session.checks),
    impacting_steps: [...impactingSteps(definition)],
  };
}
