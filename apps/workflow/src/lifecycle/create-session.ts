import { Injectable } from '@nestjs/common';
import { SessionCreated } from '#libs/contracts';
import type { Transaction } from '#libs/persistence';
import { newId } from '#libs/platform';
import { WorkflowRepository } from '../definitions/workflow.repository.js';
import { ChangeSession, SideEffects } from '../sessions/change-session.js';
import { SessionLinks, type SessionLink } from '../sessions/session-links.js';
import { aboutSession } from '../sessions/session-messages.js';
import type { Session } from '../sessions/session.js';
import { AdvanceSession } from '../walk/advance-session.js';
import { daysAfter } from './expiry.js';

export interface NewSession {
  tenantId: string;
  workflowId: string;
  actor: string;
  ttlDays?: number;
  clientId?: string;
  metadata?: Record<string, unknown>;
  parentSessionId?: string;
}

/** Opens a session on the latest version of a workflow. */
@Injectable()
export class CreateSession {
  constructor(
    private readonly workflows: WorkflowRepository,
    private readonly changes: ChangeSession,
    private readonly links: SessionLinks,
    private readonly advance: AdvanceSession,
  ) {}

  /** @param within what has to hold, or is changed, in the transaction that the session is created in */
  async run(
    wanted: NewSession,
    within?: (tx: Transaction) => Promise<void>,
  ): Promise<{ session: Session; link: SessionLink }> {
    const { workflowId, version, definition } = await this.workflows.latest(
      wanted.tenantId,
      wanted.workflowId,
    );
    const link = this.links.make();
    const now = new Date();
    const session: Session = {
      id: newId('ses', now.getTime()),
      tenantId: wanted.tenantId,
      workflowId,
      workflowVersion: version,
      ...(wanted.parentSessionId && { parentSessionId: wanted.parentSessionId }),
      ...(wanted.clientId && { clientId: wanted.clientId }),
      status: 'active',
      revision: 1,
      tokenHashes: [link.tokenHash],
      expiresAt: daysAfter(now, wanted.ttlDays ?? definition.ttl_days),
      createdAt: now,
      updatedAt: now,
      steps: definition.steps.map(({ step_id }, i) =>
        i === 0 ? { step_id, status: 'in_progress', startedAt: now } : { step_id, status: 'pending' },
      ),
      checks: [],
      pastChecks: [],
      reopenings: {},
      formData: {},
      metadata: wanted.metadata ?? {},
      decisions: [],
    };
    const effects = new SideEffects(session, true);
    effects.record({ type: 'session_created', actor: wanted.actor });
    effects.send(SessionCreated, { ...aboutSession(session), expires_at: session.expiresAt.toISOString() });
    this.advance.enter(session, definition, effects);
    await this.changes.create(session, effects, within);
    return { session, link };
  }
}
