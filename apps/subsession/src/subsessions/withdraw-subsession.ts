import { Injectable } from '@nestjs/common';
import { SubsessionWithdrawn, type SubsessionStep } from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import { Database, type Transaction } from '#libs/persistence';
import { ServiceClient } from '#libs/platform';
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
    await this.remove(await this.subsessions.get(tenantId, parentSessionId, subsessionId), { actor });
  }

  /**
   * For end users, who may take back only what nobody has acted on: while it is the step's turn, and the party has not
   * finished. Otherwise a rejected owner could be made to disappear.
   *
   * @throws DomainRefusal `step_not_current`, `step_already_completed`, `illegal_transition`
   */
  async asEndUser(tenantId: string, parentSessionId: string, subsessionId: string): Promise<void> {
    const place = await this.subsessions.get(tenantId, parentSessionId, subsessionId);
    const step = encodeURIComponent(place.stepId);
    const path = `/internal/sessions/${parentSessionId}/subsession-step?step_id=${step}`;
    await this.services.json<SubsessionStep>('workflow', { path, tenantId });
    await this.remove(place, { actor: 'end_user', only_open: 'true' });
  }

  private async remove(place: SubsessionPlace, how: { actor: string; only_open?: 'true' }): Promise<void> {
    const { tenantId, childSessionId } = place;
    const path = `/internal/sessions/${childSessionId}?${new URLSearchParams(how).toString()}`;
    await this.services.bytes('workflow', { method: 'DELETE', path, tenantId });
    await this.database.transaction((tx) => this.forget(place, how.actor, tx));
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
