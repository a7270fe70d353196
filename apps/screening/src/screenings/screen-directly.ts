import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { newId } from '#libs/platform';
import { DomainRefusal } from '#libs/problems';
import { Catalogue } from '../catalogue/catalogue.js';
import { mistakesIn, optionsOf, subjectOf } from './read-request.js';
import type { ScreeningRequest } from './screening.dto.js';
import { screen } from './screening.js';
import { ScreeningsRepository, type Screening } from './screenings.repository.js';

/** Rows sealed at the same time: each needs a new key from the database. */
const sealedAtOnce = 16;
/** Nobody reads more mistakes than this. */
const maxMistakes = 100;

/** Screens subjects that a caller names, outside of any session, and keeps a record unless told not to. */
@Injectable()
export class ScreenDirectly {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly screenings: ScreeningsRepository,
  ) {}

  /** @throws DomainRefusal `invalid_request` naming every mistake */
  async one(tenantId: string, request: ScreeningRequest): Promise<Screening> {
    refuseWith(mistakesIn(request, this.catalogue.lists.facts));
    const screening = this.screen(tenantId, request);
    if (request.record !== false) await this.screenings.insert([await this.screenings.seal(screening)]);
    return screening;
  }

  /** All or nothing, in the order of the requests. */
  async many(tenantId: string, requests: readonly ScreeningRequest[]): Promise<Screening[]> {
    const { facts } = this.catalogue.lists;
    refuseWith(requests.flatMap((request, i) => mistakesIn(request, facts, `/items/${i}`)));
    const done: Screening[] = [];
    for (const request of requests) {
      done.push(this.screen(tenantId, request));
      // Other calls are answered between two subjects.
      await nextTurn();
    }
    await this.record(done.filter((_, i) => requests[i]?.record !== false));
    return done;
  }

  private screen(tenantId: string, request: ScreeningRequest): Screening {
    const screenedAt = new Date();
    const findings = screen(this.catalogue.lists, subjectOf(request), optionsOf(request));
    const { record: _record, ...asked } = request;
    return { id: newId('scr', screenedAt.getTime()), tenantId, screenedAt, findings, asked };
  }

  private async record(screenings: Screening[]): Promise<void> {
    const rows = [];
    for (let from = 0; from < screenings.length; from += sealedAtOnce) {
      const part = screenings.slice(from, from + sealedAtOnce);
      rows.push(...(await Promise.all(part.map((screening) => this.screenings.seal(screening)))));
    }
    await this.screenings.insert(rows);
  }
}

function refuseWith(mistakes: ReturnType<typeof mistakesIn>): void {
  if (mistakes.length === 0) return;
  throw new DomainRefusal(
    'invalid_request',
    'See `errors` for each place that needs a change.',
    mistakes.slice(0, maxMistakes),
  );
}
