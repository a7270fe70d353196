import { Injectable } from '@nestjs/common';
import type { LivenessStep } from '#libs/contracts';
import { ServiceClient } from '#libs/platform';
import { DomainRefusal } from '#libs/problems';
import type { Attempt } from './liveness-history.js';
import type { SessionRef } from './liveness.repository.js';

/** Asks the workflow service whether it is a liveness step's turn; its refusals pass through to the end user. */
@Injectable()
export class LivenessTurn {
  constructor(private readonly services: ServiceClient) {}

  current({ tenantId, sessionId }: SessionRef): Promise<LivenessStep> {
    const path = `/internal/sessions/${encodeURIComponent(sessionId)}/liveness-step`;
    return this.services.json<LivenessStep>('workflow', { path, tenantId });
  }

  /** Refuses to judge an attempt at a step that is over, or was opened again since. */
  async requireStillOpen(session: SessionRef, { stepId, opening }: Attempt): Promise<void> {
    const { step_id, reopened_at = '' } = await this.current(session);
    if (step_id !== stepId || reopened_at !== opening)
      throw new DomainRefusal(
        'step_not_current',
        'The check belongs to a step that is over: begin a new one.',
      );
  }
}
