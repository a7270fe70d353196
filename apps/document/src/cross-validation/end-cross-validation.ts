import { Injectable } from '@nestjs/common';
import { CrossValidationCompleted } from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import { Database } from '#libs/persistence';
import { SessionLedger } from '../documents/session-ledger.js';
import type { CrossValidation } from './compare.js';
import type { ClaimedCrossValidation } from './cross-validation.js';
import { CrossValidationsRepository } from './cross-validations.repository.js';

/** This engine runs in the platform itself. */
const provider = 'local';

/** Stores what was found and reports the end in one transaction: each check has exactly one result. */
@Injectable()
export class EndCrossValidation {
  constructor(
    private readonly database: Database,
    private readonly jobs: CrossValidationsRepository,
    private readonly ledger: SessionLedger,
    private readonly outbox: Outbox,
  ) {}

  /**
   * Does nothing when somebody else ended the job.
   *
   * @throws DomainRefusal `not_found` when the session was erased
   */
  async run(job: ClaimedCrossValidation, { result, evidence }: CrossValidation): Promise<void> {
    const { _id: check_id, tenantId, sessionId, causationId, correlationId } = job;
    const sealed = await this.jobs.seal(job, evidence);
    const data = { session_id: sessionId, check_id, provider, ...result };
    await this.database.transaction(async (tx) => {
      await this.ledger.takeTurn(job, tx);
      if (!(await this.jobs.end(job, sealed, tx))) return;
      await this.outbox.add(
        CrossValidationCompleted,
        { subject: sessionId, tenantId, causationId, correlationId, data },
        tx,
      );
    });
  }
}
