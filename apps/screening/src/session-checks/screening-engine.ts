import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { CheckEngine, ClaimedCheck, EndedCheck } from '#libs/checks';
import type { DocumentView, SanctionsEvidence, SessionCase } from '#libs/contracts';
import { newId, ServiceClient, type ServiceName } from '#libs/platform';
import { screenMedia } from '../adverse-media/screen-media.js';
import { Catalogue } from '../catalogue/catalogue.js';
import { ScreeningsRepository, type ScreeningRow } from '../screenings/screenings.repository.js';
import { checkWallets, noWalletsChecked } from '../wallet-checks/check-wallets.js';
import { partiesOfCase } from './parties-of-case.js';
import type { Party } from './party.js';
import { conclude, screenParty, type ScreenedParty } from './screen-parties.js';

/** What a check looks for: parties on watchlists, wallets on watchlists, parties in the media. */
export type CheckKind = 'sanctions' | 'crypto' | 'adverse_media';

/** What the commands ask for. */
export interface AskedScreening {
  kind: CheckKind;
  /** Ids of the lists to look in; all when absent. */
  lists?: string[];
  /** 0–1 */
  minScore?: number;
}

type Check = ClaimedCheck<AskedScreening>;

/** How long another service may take to answer, ms. */
const callLimitMs = 5_000;
const nobodyScreened: SanctionsEvidence = { lists: [], screenings: [] };

/** Looks for the parties and wallets of a session on the lists, and for its parties in the media. */
@Injectable()
export class ScreeningEngine implements CheckEngine<AskedScreening> {
  constructor(
    private readonly services: ServiceClient,
    private readonly catalogue: Catalogue,
    private readonly screenings: ScreeningsRepository,
  ) {}

  async run(check: Check): Promise<EndedCheck> {
    switch (check.kind) {
      case 'sanctions': {
        const [form, { documents }] = await Promise.all([
          this.ask<SessionCase>(check, 'workflow', 'case'),
          this.ask<{ documents: DocumentView[] }>(check, 'document', 'documents'),
        ]);
        return this.screen(check, partiesOfCase(form, documents));
      }
      case 'crypto': {
        const { wallets } = await this.ask<SessionCase>(check, 'workflow', 'case');
        return checkWallets(this.catalogue.lists, wallets, check.lists);
      }
      case 'adverse_media':
        return screenMedia();
    }
  }

  nothingFound({ kind }: Check): object {
    if (kind === 'crypto') return noWalletsChecked();
    return kind === 'adverse_media' ? screenMedia().evidence : nobodyScreened;
  }

  private ask<T>({ tenantId, sessionId }: Check, service: ServiceName, what: string): Promise<T> {
    const path = `/internal/sessions/${sessionId}/${what}`;
    return this.services.json<T>(service, { path, tenantId, timeoutMs: callLimitMs });
  }

  /** Each screening is also kept by itself, where `GET /kyc/screenings/{id}` finds it. */
  private async screen(check: Check, parties: readonly Party[]): Promise<EndedCheck> {
    const { lists } = this.catalogue;
    const screened: ScreenedParty[] = [];
    for (const party of parties) {
      screened.push(screenParty(lists, party, check));
      // Other calls are answered between two parties.
      await nextTurn();
    }
    const { result, searched } = conclude(lists, screened, check);
    const rows: ScreeningRow[] = [];
    for (const one of screened) rows.push(await this.seal(check, one, rows.length));
    const evidence: SanctionsEvidence = {
      lists: searched,
      screenings: screened.map((one, i) => viewOf(one, rows[i]?._id ?? '')),
    };
    return { result, evidence, keep: (tx) => this.screenings.insert(rows, tx) };
  }

  private seal(
    { _id: checkId, tenantId, sessionId, lists, minScore }: Check,
    { party, findings }: ScreenedParty,
    position: number,
  ): Promise<ScreeningRow> {
    return this.screenings.seal({
      ...{ id: newId('scr'), tenantId, screenedAt: new Date(), findings },
      asked: { party, lists, minScore },
      place: { sessionId, checkId, position },
    });
  }
}

function viewOf(
  { party, findings }: ScreenedParty,
  screening_id: string,
): SanctionsEvidence['screenings'][number] {
  return {
    screening_id,
    subject: {
      source: party.sources.join(', '),
      ...(party.entityRole && { entity_role: party.entityRole }),
      type: party.type,
    },
    outcome: findings.outcome,
    matches: findings.matches,
  };
}
