import { Injectable } from '@nestjs/common';
import { SubsessionCreated, type CreatedSession, type SubsessionStep } from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import { Database } from '#libs/persistence';
import { newId, ServiceClient } from '#libs/platform';
import { SubsessionRepository, type Party } from './subsession.repository.js';

export interface OpenedSubsession {
  subsessionId: string;
  stepId: string;
  child: CreatedSession;
}

/** Invites a related party: takes a place of the parent's step, then opens a session of its own for the party. */
@Injectable()
export class CreateSubsession {
  constructor(
    private readonly subsessions: SubsessionRepository,
    private readonly services: ServiceClient,
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  async run(tenantId: string, parentSessionId: string, party: Party): Promise<OpenedSubsession> {
    const step = await this.services.json<SubsessionStep>('workflow', {
      path: `/internal/sessions/${encodeURIComponent(parentSessionId)}/subsession-step`,
      tenantId,
    });
    const id = newId('sub');
    const place = { id, tenantId, parentSessionId, stepId: step.step_id, createdAt: new Date(), party };
    await this.subsessions.reserve(place, step.max_subsessions);
    const child = await this.openChild(tenantId, parentSessionId, step, id);
    await this.database.transaction(async (tx) => {
      await this.subsessions.open(tenantId, id, child.session_id, tx);
      const data = { session_id: parentSessionId, subsession_id: id, child_session_id: child.session_id };
      await this.outbox.add(SubsessionCreated, { subject: parentSessionId, tenantId, data }, tx);
    });
    return { subsessionId: id, stepId: step.step_id, child };
  }

  private async openChild(
    tenantId: string,
    parentSessionId: string,
    step: SubsessionStep,
    id: string,
  ): Promise<CreatedSession> {
    const { workflow_id, ttl_days } = step;
    try {
      return await this.services.json<CreatedSession>('workflow', {
        method: 'POST',
        path: '/internal/sessions',
        tenantId,
        body: { workflow_id, parent_session_id: parentSessionId, ttl_days },
      });
    } catch (error) {
      await this.subsessions.giveUp(tenantId, id);
      throw error;
    }
  }
}
