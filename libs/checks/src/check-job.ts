import type { Transaction } from '#libs/persistence';

/** A check that the workflow service asked for. The row is the job, and keeps what was found once that has ended. */
export interface CheckJob {
  /** The check's id. */
  _id: string;
  tenantId: string;
  sessionId: string;
  createdAt: Date;
  /** How often it was begun. */
  attempts: number;
  /** When it may be begun; while it runs, when its lease ends; absent once it has ended. */
  dueAt?: Date;
  /** Of the worker that holds it: only that one may end it. */
  lease?: string;
  /** The message that asked for it, which its result names as the cause. */
  causationId: string;
  correlationId: string;
  traceparent?: string;
}

/** A job that this process holds until its lease ends. */
export type ClaimedCheck<Asked extends object = object> = CheckJob & Asked & { lease: string };

/** How a check ends: what the workflow service is told, and nothing else of it. */
export interface CheckResult {
  status: 'completed' | 'failed' | 'not_available';
  /** Of completed checks only. */
  outcome?: 'pass' | 'review' | 'fail';
  /** Codes, in order of weight. */
  reasons: string[];
  /** Who looked: `local` unless told. */
  provider?: string;
}

/** The result of a check and what it found. */
export interface EndedCheck {
  result: CheckResult;
  /** Sealed with the key of the session; other services get it on request. */
  evidence: object;
  /** What else is to be written in the transaction that ends the check. */
  keep?: (tx: Transaction) => Promise<void>;
}

/** What a service does when a check is asked of it. `Asked` is what the command says beside the session. */
export interface CheckEngine<Asked extends object = object> {
  /**
   * One attempt. Writes nothing: it may be made again, also at the same time by a worker that took this one for dead.
   *
   * @throws NotYet, TransientFailure when another attempt makes sense; anything else ends the check
   */
  run: (check: ClaimedCheck<Asked>) => Promise<EndedCheck>;
  /** The evidence of a check that found nothing out, in the shape of its kind. */
  nothingFound: (check: ClaimedCheck<Asked>) => object;
}

/** What the check looks at is still being made; if it stays so, the check ends `not_available` for this reason. */
export class NotYet extends Error {
  constructor(readonly reason: string) {
    super(`The check has to wait: ${reason}`);
    this.name = 'NotYet';
  }
}
