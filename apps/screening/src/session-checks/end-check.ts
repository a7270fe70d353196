import { Injectable } from '@nestjs/common';
import { ScreeningCompleted } from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import { Database, type Transaction } from '#libs/persistence';
import { newId } from '#libs/platform';
import { ScreeningsRepository, type ScreeningRow } from '../screenings/screenings.repository.js';
import type { EndedCheck } from './run-check.js';
import type { ScreenedParty } from './screen-parties.js';
import type { CheckResult, ClaimedCheck } from './session-check.js';
import { SessionChecksRepository } from './session-checks.repository.js';

const provider = 'local';

/** Stores what a check found and reports its end, in one transaction: each check has exactly one result. */
@Injectable()
export class EndCheck {
  constructor(
    private readonly database: Database,
    private readonly checks: SessionChecksRepository,
    private readonly screenings: ScreeningsRepository,
    private readonly outbox: Outbox,
  ) {}

  /** Does nothing when the check was called off or somebody else ended it. */
  async run(check: ClaimedCheck, { result, searched, parties, evidence }: EndedCheck): Promise<void> {
    const completedAt = new Date();
    const rows: ScreeningRow[] = [];
    for (const [i, party] of parties.entries()) rows.push(await this.seal(check, party, i, completedAt));
    const sealed = evidence && { evidence: await this.checks.seal(check, evidence) };
    await this.database.transaction(async (tx) => {
      if (!(await this.checks.end(check, { ...result, completedAt, searched, ...sealed }, tx))) return;
      await this.screenings.insert(rows, tx);
      await this.report(check, result, tx);
    });
  }

  private seal(
    { _id: checkId, tenantId, sessionId, lists, minScore }: ClaimedCheck,
    { party, findings }: ScreenedParty,
    position: number,
    screenedAt: Date,
  ): Promise<ScreeningRow> {
    return this.screenings.seal({
      id: newId('scr', screenedAt.getTime()),
      tenantId,
      screenedAt,
      findings,
      asked: { party, lists, minScore },
      place: { sessionId, checkId, position },
    });
  }

  private async report(check: ClaimedCheck, result: CheckResult, tx: Transaction): Promise<void> {
    const { _id: check_id, sessionId: session_id, tenantId, causationId, correlationId } = check;
    await this.outbox.add(
      ScreeningCompleted,
      {
        subject: session_id,
        tenantId,
        causationId,
        correlationId,
        data: { session_id, check_id, provider, ...result },
      },
      tx,
    );
  }
}
