import { Injectable } from '@nestjs/common';
import type { MessageContract, Payload } from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import { afterCommit, Database, type Transaction } from '#libs/persistence';
import type { Session } from './session.js';
import { SessionRepository } from './session.repository.js';
import { TimelineRepository, type TimelineEntry } from './timeline.repository.js';

/** What a change of a session brings with it: entries of the timeline and messages, committed together with it. */
export class SideEffects {
  readonly entries: TimelineEntry[] = [];
  readonly messages: { contract: MessageContract; data: unknown }[] = [];
  readonly followUps: (() => void)[] = [];
  private lastStatus: Session['status'] | undefined;

  /** @param isNew whether the session did not exist before, so that its first state is a transition too */
  constructor(
    private readonly session: Session,
    isNew = false,
  ) {
    this.lastStatus = isNew ? undefined : session.status;
  }

  /** Records what has just happened, with the transition that came of it if the state has changed since the last entry. */
  record(entry: TimelineEntry): void {
    const [before, after] = [this.lastStatus, this.session.status];
    this.lastStatus = after;
    this.entries.push({ ...(before !== after && { before, after }), ...entry });
  }

  send<C extends MessageContract>(contract: C, data: Payload<C>): void {
    this.messages.push({ contract, data });
  }

  /** Has a worker woken once the change is committed. */
  afterwards(followUp: () => void): void {
    this.followUps.push(followUp);
  }
}

/** The message that led to a change, when one did. */
export interface Cause {
  causationId?: string;
}

/**
 * The one way to change a session. It is read and written in one transaction together with its timeline and messages:
 * of two changes that race, the later one starts over on what the earlier one left, so no update is lost.
 */
@Injectable()
export class ChangeSession {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionRepository,
    private readonly timeline: TimelineRepository,
    private readonly outbox: Outbox,
  ) {}

  /** Runs `change` on the stored session. It may run more than once, so it does nothing outside the session. */
  async run<T>(
    tenantId: string,
    sessionId: string,
    change: (session: Session, effects: SideEffects) => T,
  ): Promise<{ session: Session; result: T }> {
    return this.database.transaction((tx) => this.within(tx, tenantId, sessionId, change));
  }

  /** The same inside a transaction that is already open, for message handlers. */
  async within<T>(
    tx: Transaction,
    tenantId: string,
    sessionId: string,
    change: (session: Session, effects: SideEffects) => T,
    cause: Cause = {},
  ): Promise<{ session: Session; result: T }> {
    const session = await this.sessions.get(tenantId, sessionId, tx);
    const effects = new SideEffects(session);
    const result = change(session, effects);
    await this.sessions.save(session, tx);
    await this.settle(session, effects, tx, cause);
    return { session, result };
  }

  async create(session: Session, effects: SideEffects): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.sessions.insert(session, tx);
      await this.settle(session, effects, tx, {});
    });
  }

  private async settle(session: Session, effects: SideEffects, tx: Transaction, cause: Cause): Promise<void> {
    await this.timeline.add(session, effects.entries, session.updatedAt, tx);
    for (const followUp of effects.followUps) afterCommit(tx, followUp);
    const { id: subject, tenantId } = session;
    // A family of sessions is one piece of work to whoever follows it through the services.
    const correlationId = session.parentSessionId ?? subject;
    for (const { contract, data } of effects.messages)
      await this.outbox.add(contract, { subject, tenantId, data, correlationId, ...cause }, tx);
  }
}
