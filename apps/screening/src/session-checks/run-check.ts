import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { DocumentView, SessionCase } from '#libs/contracts';
import { ServiceClient } from '#libs/platform';
import { DomainRefusal, TransientFailure } from '#libs/problems';
import { Catalogue } from '../catalogue/catalogue.js';
import { partiesOfCase } from './parties-of-case.js';
import type { Party } from './party.js';
import { conclude, screenParty, type Screened, type ScreenedParty } from './screen-parties.js';
import { callLimitMs, pauseAfter, type CheckResult, type ClaimedCheck } from './session-check.js';

export type Attempt = { ended: Screened } | { retryInMs: number };

/** One attempt at a check: asks who the session is about and screens them. Writes nothing. */
@Injectable()
export class RunCheck {
  constructor(
    private readonly services: ServiceClient,
    private readonly catalogue: Catalogue,
  ) {}

  /** Never rejects; `onFailure` is told what went wrong. */
  async run(check: ClaimedCheck, onFailure: (error: unknown) => void): Promise<Attempt> {
    try {
      const { tenantId, sessionId } = check;
      const [form, { documents }] = await Promise.all([
        this.services.json<SessionCase>('workflow', {
          path: `/internal/sessions/${sessionId}/case`,
          tenantId,
          timeoutMs: callLimitMs,
        }),
        this.services.json<{ documents: DocumentView[] }>('document', {
          path: `/internal/sessions/${sessionId}/documents`,
          tenantId,
          timeoutMs: callLimitMs,
        }),
      ]);
      return { ended: await this.screen(partiesOfCase(form, documents), check) };
    } catch (error) {
      onFailure(error);
      return afterFailure(error, check.attempts);
    }
  }

  private async screen(parties: readonly Party[], check: ClaimedCheck): Promise<Screened> {
    const { lists } = this.catalogue;
    const screened: ScreenedParty[] = [];
    for (const party of parties) {
      screened.push(screenParty(lists, party, check));
      // Other calls are answered between two parties.
      await nextTurn();
    }
    return conclude(lists, screened, check);
  }
}

/** What follows a failed attempt: another one, or an end that is never a pass. */
export function afterFailure(error: unknown, attempts: number): Attempt {
  const isRefusal = error instanceof DomainRefusal && error.status < 500;
  const retryInMs = isRefusal ? undefined : pauseAfter(attempts);
  return retryInMs === undefined ? { ended: withoutFindings(resultOf(error)) } : { retryInMs };
}

/** The end of a check that found nothing out. */
export function withoutFindings(result: CheckResult): Screened {
  return { result, searched: [], parties: [] };
}

function resultOf(error: unknown): CheckResult {
  if (error instanceof DomainRefusal && error.code === 'not_found')
    return { status: 'failed', reasons: ['session_not_found'] };
  if (error instanceof TransientFailure || error instanceof DomainRefusal)
    return { status: 'not_available', reasons: ['dependency_unavailable'] };
  return { status: 'failed', reasons: ['internal_error'] };
}
