import { Injectable } from '@nestjs/common';
import type { MessageContract, Payload } from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import { afterCommit, Database, type Transaction } from '#libs/persistence';
import { DomainRefusal } from '#libs/problems';
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

/** Given back by a change that found nothing to do: nothing is written then. */
export const unchanged = Symbol('unchanged');

/** Somebody else has written the revision that was to be written. */
class LostRace extends Error {}

/** Enough for any crowd of real users; a caller that loses this often is told to try again. */
const attempts = 8;

/**
 * The one way to change a session, its timeline and its messages: all commit together. Each change is made on a revision
 * and written only when that is still the latest; of two that race, the later one is made anew on what the earlier one
 * left, so no update is lost and rules see the state they decide about.
 */
@Injectable()
export class ChangeSession {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionRepository,
    private readonly timeline: TimelineRepository,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Runs `change` on the stored session. It may run more than once, so it does nothing outside the session.
   *
   * @param known the session as it was just read and not altered since; saves reading it once more
   * @throws DomainRefusal `conflict` when others were faster every time
   */
  async run<T>(
    tenantId: string,
    sessionId: string,
    change: (session: Session, effects: SideEffects) => T,
    known?: Session,
  ): Promise<{ session: Session; result: T }> {
    for (let attempt = 0; attempt < attempts; attempt++) {
      const session = (attempt === 0 ? known : undefined) ?? (await this.sessions.get(tenantId, sessionId));
      const effects = new SideEffects(session);
      const result = change(session, effects);
      if (result === unchanged) return { session, result };
      try {
        await this.write(session, effects);
        return { session, result };
      } catch (error) {
        if (!(error instanceof LostRace)) throw error;
      }
    }
    throw new DomainRefusal(
      'conflict',
      'Others changed the session at the same time: read it and try again.',
    );
  }

  /** The same inside a transaction that is already open, for message handlers; a lost race takes it back. */
  async within(
    tx: Transaction,
    tenantId: string,
    sessionId: string,
    change: (session: Session, effects: SideEffects) => unknown,
    cause: Cause = {},
  ): Promise<void> {
    const session = await this.sessions.find(tenantId, sessionId, tx);
    const effects = new SideEffects(session);
    if (change(session, effects) === unchanged) return;
    session.revision++;
    await this.commit(await this.sessions.seal(session), session, effects, tx, cause);
  }

  /** @param within what has to hold, or is changed, in the transaction that the session is created in */
  async create(
    session: Session,
    effects: SideEffects,
    within?: (tx: Transaction) => Promise<void>,
  ): Promise<void> {
    const row = await this.sessions.sealNew(session);
    await this.database.transaction(async (tx) => {
      await within?.(tx);
      await this.sessions.insert(row, tx);
      await this.settle(session, effects, tx, {});
    });
  }

  private async write(session: Session, effects: SideEffects): Promise<void> {
    session.revision++;
    const row = await this.sessions.seal(session);
    await this.database.transaction((tx) => this.commit(row, session, effects, tx, {}));
  }

  private async commit(
    row: Awaited<ReturnType<SessionRepository['seal']>>,
    session: Session,
    effects: SideEffects,
    tx: Transaction,
    cause: Cause,
  ): Promise<void> {
    if (!(await this.sessions.replace(row, tx))) throw new LostRace();
    await this.settle(session, effects, tx, cause);
  }

  private async settle(session: Session, effects: SideEffects, tx: Transaction, cause: Cause): Promise<void> {
    await this.timeline.add(session, effects.entries, session.updatedAt, tx);
    for (const followUp of effects.followUps) afterCommit(tx, followUp);
    const { id: subject, tenantId } = session;
    // A family of sessions is one piece of work to whoever follows it through the services.
    const correlationId = session.parentSessionId ?? subject;
    const about = { subject, tenantId, correlationId, ...cause };
    await this.outbox.addAll(
      effects.messages.map(({ contract, data }) => ({ contract, message: { ...about, data } })),
      tx,
    );
  }
}
