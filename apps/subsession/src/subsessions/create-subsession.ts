import { Injectable } from '@nestjs/common';
import { SubsessionCreated, type CreatedSession, type SubsessionStep } from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import { Database } from '#libs/persistence';
import { newId, ServiceClient } from '#libs/platform';
import { Invitations } from '../invitations/invitations.js';
import { withEntityType } from './party-type.js';
import { SubsessionRepository, type Party, type Subsession } from './subsession.repository.js';

export interface OpenedSubsession {
  subsessionId: string;
  stepId: string;
  child: CreatedSession;
}

export interface NewParty {
  party: Party;
  /** The draft that describes it. */
  draftId?: string;
  /** Kept with the party's session. */
  metadata?: Record<string, unknown>;
}

type Place = Omit<Subsession, 'childSessionId'>;

/**
 * Invites a related party: takes a place of the parent's step, then opens a session of its own for the party. The workflow
 * service refuses that when the step has ended meanwhile; from the place on, a step that waits for its parties waits.
 */
@Injectable()
export class CreateSubsession {
  constructor(
    private readonly subsessions: SubsessionRepository,
    private readonly services: ServiceClient,
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly invitations: Invitations,
  ) {}

  async run(
    tenantId: string,
    parentSessionId: string,
    { party: given, draftId, metadata }: NewParty,
    actor: string,
  ): Promise<OpenedSubsession> {
    const step = await this.services.json<SubsessionStep>('workflow', {
      path: `/internal/sessions/${encodeURIComponent(parentSessionId)}/subsession-step`,
      tenantId,
    });
    const party = withEntityType(given, step.entity_types);
    const place: Place = {
      id: newId('sub'),
      tenantId,
      parentSessionId,
      ...(await this.subsessions.placeBelow(tenantId, parentSessionId)),
      stepId: step.step_id,
      ...(step.ttl_days !== undefined && { ttlDays: step.ttl_days }),
      createdAt: new Date(),
      ...(draftId !== undefined && { draftId }),
      party,
    };
    await this.subsessions.reserve(place, step.max_subsessions);
    const { workflow_id } = step;
    const child = await this.openChild(place, { workflow_id, metadata, actor });
    await this.fill(place, child, actor);
    return { subsessionId: place.id, stepId: step.step_id, child };
  }

  private async openChild(
    place: Place,
    wanted: { workflow_id: string; metadata?: Record<string, unknown>; actor: string },
  ): Promise<CreatedSession> {
    const { id, tenantId, parentSessionId: parent_session_id, stepId: step_id, ttlDays: ttl_days } = place;
    try {
      return await this.services.json<CreatedSession>('workflow', {
        method: 'POST',
        path: '/internal/sessions',
        tenantId,
        body: { ...wanted, parent_session_id, step_id, ttl_days },
      });
    } catch (error) {
      await this.subsessions.giveUp(tenantId, id);
      throw error;
    }
  }

  private async fill(place: Place, child: CreatedSession, actor: string): Promise<void> {
    const { id: subsessionId, tenantId, parentSessionId, stepId: step_id, party } = place;
    const childSessionId = child.session_id;
    await this.database.transaction(async (tx) => {
      await this.subsessions.open(tenantId, subsessionId, childSessionId, tx);
      const ids = {
        session_id: parentSessionId,
        subsession_id: subsessionId,
        child_session_id: childSessionId,
      };
      const message = { subject: parentSessionId, tenantId, data: { ...ids, step_id, actor } };
      await this.outbox.add(SubsessionCreated, message, tx);
      if (party.email !== undefined) {
        const expiresAt = new Date(child.expires_at);
        const invitation = { subsessionId, tenantId, parentSessionId, childSessionId, expiresAt };
        await this.invitations.schedule(invitation, tx);
      }
    });
  }
}
