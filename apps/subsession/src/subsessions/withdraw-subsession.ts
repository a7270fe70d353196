import { Injectable } from '@nestjs/common';
import { SubsessionWithdrawn, type SessionSummary, type SubsessionStep } from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import { Database, type Transaction } from '#libs/persistence';
import { ServiceClient } from '#libs/platform';
import { DomainRefusal } from '#libs/problems';
import { Invitations } from '../invitations/invitations.js';
import { SubsessionRepository, type SubsessionPlace } from './subsession.repository.js';

/** Takes an invitation back: the party's session is erased and its place is free again. */
@Injectable()
export class WithdrawSubsession {
  constructor(
    private readonly subsessions: SubsessionRepository,
    private readonly services: ServiceClient,
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly invitations: Invitations,
  ) {}

  /** @throws DomainRefusal `not_found` for a party of another session */
  async run(tenantId: string, parentSessionId: string, subsessionId: string, actor: string): Promise<void> {
    const place = await this.subsessions.get(tenantId, parentSessionId, subsessionId);
    const path = `/internal/sessions/${place.childSessionId}?actor=${encodeURIComponent(actor)}`;
    await this.services.bytes('workflow', { method: 'DELETE', path, tenantId });
    await this.database.transaction((tx) => this.forget(place, actor, tx));
  }

  /**
   * For end users, who may take back only what nobody has acted on: while it is the step's turn, and the party has not
   * finished. Otherwise a rejected owner could be made to disappear.
   *
   * @throws DomainRefusal `step_not_current`, `step_already_completed`, `illegal_transition`
   */
  async asEndUser(tenantId: string, parentSessionId: string, subsessionId: string): Promise<void> {
    const { stepId, childSessionId } = await this.subsessions.get(tenantId, parentSessionId, subsessionId);
    const ask = <T>(path: string): Promise<T> => this.services.json<T>('workflow', { path, tenantId });
    const step = `/internal/sessions/${parentSessionId}/subsession-step?step_id=${encodeURIComponent(stepId)}`;
    await ask<SubsessionStep>(step);
    const { status } = await ask<SessionSummary>(`/internal/sessions/${childSessionId}`);
    if (status !== 'active' && status !== 'expired')
      throw new DomainRefusal('illegal_transition', 'The party has finished; only a reviewer can remove it.');
    await this.run(tenantId, parentSessionId, subsessionId, 'end_user');
  }

  /** Forgets a party whose session is gone; done before, it is not told again. */
  async forget(place: SubsessionPlace, actor: string, tx: Transaction): Promise<void> {
    const { id, tenantId, parentSessionId, childSessionId, stepId } = place;
    if (!(await this.subsessions.remove(tenantId, id, tx))) return;
    await this.invitations.cancel(tenantId, id, tx);
    const ids = { session_id: parentSessionId, subsession_id: id, child_session_id: childSessionId };
    const message = { subject: parentSessionId, tenantId, data: { ...ids, step_id: stepId, actor } };
    await this.outbox.add(SubsessionWithdrawn, message, tx);
  }
}
