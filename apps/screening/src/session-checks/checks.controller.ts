import { Controller, Get, Param } from '@nestjs/common';
import type { CheckEvidence, SanctionsEvidence } from '#libs/contracts';
import { Caller, Operate } from '#libs/platform';
import { DomainRefusal } from '#libs/problems';
import type { Caller as Identity } from '#libs/security';
import { ScreeningsRepository, type Screening } from '../screenings/screenings.repository.js';
import type { Party } from './party.js';
import { SessionChecksRepository } from './session-checks.repository.js';

/** What other services ask of checks. */
@Controller('internal/checks')
export class ChecksController {
  constructor(
    private readonly checks: SessionChecksRepository,
    private readonly screenings: ScreeningsRepository,
  ) {}

  @Get(':check_id')
  @Operate({
    summary: 'What a check found',
    tag: 'Internal',
    access: 'service',
    answers: { 200: null },
    problems: ['not_found'],
  })
  async evidence(
    @Caller() { tenantId }: Identity,
    @Param('check_id') checkId: string,
  ): Promise<CheckEvidence> {
    const check = await this.checks.find(tenantId, checkId);
    if (!check || check.status === 'pending')
      throw new DomainRefusal('not_found', 'There is no such ended check.');
    const sealed = await this.checks.open(check);
    if (sealed) return { check_id: checkId, evidence: sealed };
    const screenings = await this.screenings.ofCheck(tenantId, check.sessionId, checkId);
    const evidence: SanctionsEvidence = {
      lists: check.searched ?? [],
      screenings: screenings.map(screeningView),
    };
    return { check_id: checkId, evidence: { ...evidence } };
  }
}

function screeningView({ id, findings, asked }: Screening): SanctionsEvidence['screenings'][number] {
  const { party } = asked as { party: Party };
  return {
    screening_id: id,
    subject: {
      source: party.sources.join(', '),
      ...(party.entityRole && { entity_role: party.entityRole }),
      type: party.type,
    },
    outcome: findings.outcome,
    matches: findings.matches,
  };
}
