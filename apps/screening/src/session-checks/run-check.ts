import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { DocumentView, SessionCase } from '#libs/contracts';
import { ServiceClient, type ServiceName } from '#libs/platform';
import { DomainRefusal, TransientFailure } from '#libs/problems';
import { screenMedia } from '../adverse-media/screen-media.js';
import { Catalogue } from '../catalogue/catalogue.js';
import type { SearchedList } from '../screenings/screening.js';
import { checkWallets, noWalletsChecked } from '../wallet-checks/check-wallets.js';
import { partiesOfCase } from './parties-of-case.js';
import type { Party } from './party.js';
import { conclude, screenParty, type ScreenedParty } from './screen-parties.js';
import {
  callLimitMs,
  pauseAfter,
  type CheckKind,
  type CheckResult,
  type ClaimedCheck,
} from './session-check.js';

/** How a check ended and what it found: screened parties, or evidence of its own. */
export interface EndedCheck {
  result: CheckResult;
  searched: SearchedList[];
  parties: readonly ScreenedParty[];
  evidence?: object;
}

export type Attempt = { ended: EndedCheck } | { retryInMs: number };

/** One attempt at a check: asks what the session is about and looks for it. Writes nothing. */
@Injectable()
export class RunCheck {
  constructor(
    private readonly services: ServiceClient,
    private readonly catalogue: Catalogue,
  ) {}

  /** Never rejects; `onFailure` is told what went wrong. */
  async run(check: ClaimedCheck, onFailure: (error: unknown) => void): Promise<Attempt> {
    try {
      return { ended: await this.attempt(check) };
    } catch (error) {
      onFailure(error);
      return afterFailure(check, error);
    }
  }

  private async attempt(check: ClaimedCheck): Promise<EndedCheck> {
    const { kind = 'sanctions', lists } = check;
    switch (kind) {
      case 'sanctions': {
        const [form, { documents }] = await Promise.all([
          this.ask<SessionCase>(check, 'workflow', 'case'),
          this.ask<{ documents: DocumentView[] }>(check, 'document', 'documents'),
        ]);
        return this.screen(partiesOfCase(form, documents), check);
      }
      case 'crypto': {
        const { wallets } = await this.ask<SessionCase>(check, 'workflow', 'case');
        return { ...checkWallets(this.catalogue.lists, wallets, lists), searched: [], parties: [] };
      }
      case 'adverse_media':
        return { ...screenMedia(), searched: [], parties: [] };
    }
  }

  private ask<T>({ tenantId, sessionId }: ClaimedCheck, service: ServiceName, what: string): Promise<T> {
    const path = `/internal/sessions/${sessionId}/${what}`;
    return this.services.json<T>(service, { path, tenantId, timeoutMs: callLimitMs });
  }

  private async screen(parties: readonly Party[], check: ClaimedCheck): Promise<EndedCheck> {
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
export function afterFailure(check: Pick<ClaimedCheck, 'kind' | 'attempts'>, error: unknown): Attempt {
  const isRefusal = error instanceof DomainRefusal && error.status < 500;
  const retryInMs = isRefusal ? undefined : pauseAfter(check.attempts);
  return retryInMs === undefined ? { ended: withoutFindings(check.kind, resultOf(error)) } : { retryInMs };
}

/** The end of a check that found nothing out; its evidence has the shape of its kind. */
export function withoutFindings(kind: CheckKind | undefined, result: CheckResult): EndedCheck {
  const evidence =
    kind === 'crypto' ? noWalletsChecked() : kind === 'adverse_media' ? screenMedia().evidence : undefined;
  return { result, searched: [], parties: [], ...(evidence && { evidence }) };
}

function resultOf(error: unknown): CheckResult {
  if (error instanceof DomainRefusal && error.code === 'not_found')
    return { status: 'failed', reasons: ['session_not_found'] };
  if (error instanceof TransientFailure || error instanceof DomainRefusal)
    return { status: 'not_available', reasons: ['dependency_unavailable'] };
  return { status: 'failed', reasons: ['internal_error'] };
}
