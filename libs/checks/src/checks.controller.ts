import { Controller, Get, Param } from '@nestjs/common';
import type { CheckEvidence } from '#libs/contracts';
import { Caller, Operate } from '#libs/platform';
import type { Caller as Identity } from '#libs/security';
import { SessionChecks } from './session-checks.js';

/** What other services ask of the checks of a service. */
@Controller('internal/checks')
export class ChecksController {
  constructor(private readonly checks: SessionChecks) {}

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
    return { check_id: checkId, evidence: await this.checks.evidence(tenantId, checkId) };
  }
}
