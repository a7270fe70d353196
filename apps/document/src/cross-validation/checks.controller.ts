import { Controller, Get, Param } from '@nestjs/common';
import type { CheckEvidence } from '#libs/contracts';
import { Caller, Operate } from '#libs/platform';
import { DomainRefusal } from '#libs/problems';
import type { Caller as Identity } from '#libs/security';
import { CrossValidationsRepository } from './cross-validations.repository.js';

/** What other services ask of checks. */
@Controller('internal/checks')
export class ChecksController {
  constructor(private readonly jobs: CrossValidationsRepository) {}

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
    const evidence = await this.jobs.evidence(tenantId, checkId);
    if (!evidence) throw new DomainRefusal('not_found', 'There is no such ended check.');
    return { check_id: checkId, evidence: { ...evidence } };
  }
}
