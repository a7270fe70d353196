import { Injectable } from '@nestjs/common';
import { SessionCreated } from '#libs/contracts';
import { newId } from '#libs/platform';
import { newAccessToken, TokenHasher } from '#libs/security';
import { WorkflowRepository } from '../definitions/workflow.repository.js';
import { ChangeSession, SideEffects } from './change-session.js';
import { aboutSession } from './session-messages.js';
import type { Session } from './session.js';

const dayMs = 24 * 60 * 60 * 1000;

export interface NewSession {
  tenantId: string;
  workflowId: string;
  actor: string;
  ttlDays?: number;
  clientId?: string;
  metadata?: Record<string, unknown>;
  parentSessionId?: string;
}

/** Opens a session on the latest version of a workflow. The access token is returned here and never stored in clear. */
@Injectable()
export class CreateSession {
  constructor(
    private readonly workflows: WorkflowRepository,
    private readonly changes: ChangeSession,
    private readonly hasher: TokenHasher,
  ) {}

  async run(wanted: NewSession): Promise<{ session: Session; accessToken: string }> {
    const workflow = await this.workflows.latest(wanted.tenantId, wanted.workflowId);
    const accessToken = newAccessToken();
    const now = new Date();
    const session: Session = {
      id: newId('ses', now.getTime()),
      tenantId: wanted.tenantId,
      workflowId: workflow.workflowId,
      workflowVersion: workflow.version,
      ...(wanted.parentSessionId && { parentSessionId: wanted.parentSessionId }),
      ...(wanted.clientId && { clientId: wanted.clientId }),
      status: 'active',
      tokenHash: this.hasher.hash('access_token', accessToken),
      expiresAt: new Date(now.getTime() + (wanted.ttlDays ?? workflow.definition.ttl_days) * dayMs),
      createdAt: now,
      updatedAt: now,
      steps: workflow.definition.steps.map(({ step_id }, i) =>
        i === 0 ? { step_id, status: 'in_progress', startedAt: now } : { step_id, status: 'pending' },
      ),
      checks: [],
      formData: {},
      metadata: wanted.metadata ?? {},
    };
    const effects = new SideEffects(session, true);
    effects.record({ type: 'session_created', actor: wanted.actor });
    effects.send(SessionCreated, { ...aboutSession(session), expires_at: session.expiresAt.toISOString() });
    await this.changes.create(session, effects);
    return { session, accessToken };
  }
}
