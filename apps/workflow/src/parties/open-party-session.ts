import { Injectable } from '@nestjs/common';
import type { CreatedSession } from '#libs/contracts';
import type { Transaction } from '#libs/persistence';
import { WorkflowRepository } from '../definitions/workflow.repository.js';
import { CreateSession } from '../lifecycle/create-session.js';
import { ChangeSession } from '../sessions/change-session.js';
import { partyWorkflow } from '../sessions/party-workflow.js';
import { requireActive, requireCurrentStep } from '../sessions/session.js';
import { linkJson } from './party-sessions.js';

export interface NewPartySession {
  workflow_id: string;
  parent_session_id: string;
  /** The step of the parent that collects the party. */
  step_id: string;
  ttl_days?: number;
  metadata?: Record<string, unknown>;
}

/** Opens the session of a related party, as long as it is the turn of the step that collects it. */
@Injectable()
export class OpenPartySession {
  constructor(
    private readonly workflows: WorkflowRepository,
    private readonly createSession: CreateSession,
    private readonly changes: ChangeSession,
  ) {}

  /** @throws DomainRefusal `step_not_current`, `step_already_completed`, `session_not_active`, `session_expired`, `conflict` */
  async run(tenantId: string, wanted: NewPartySession, actor: string): Promise<CreatedSession> {
    const {
      workflow_id: workflowId,
      parent_session_id: parentSessionId,
      ttl_days: ttlDays,
      metadata,
    } = wanted;
    await partyWorkflow(this.workflows, tenantId, workflowId);
    const { session, link } = await this.createSession.run(
      { tenantId, actor, workflowId, parentSessionId, ttlDays, metadata },
      (tx) => this.holdStep(tx, tenantId, wanted),
    );
    return linkJson(session, link);
  }

  /**
   * Writes the parent, so that of a party and a completion of its step that race the later one finds the other: a
   * completion that was judged before has to be judged again, and one that was written before refuses the party.
   */
  private async holdStep(
    tx: Transaction,
    tenantId: string,
    { parent_session_id, step_id }: NewPartySession,
  ): Promise<void> {
    await this.changes.within(tx, tenantId, parent_session_id, (parent) => {
      const now = new Date();
      requireActive(parent, now);
      requireCurrentStep(parent, step_id);
      parent.updatedAt = now;
    });
  }
}
