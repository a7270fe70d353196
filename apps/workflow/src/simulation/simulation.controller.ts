import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { Caller, Operate } from '#libs/platform';
import type { Caller as Identity } from '#libs/security';
import { SimulateDecision } from './simulate-decision.js';
import { SimulationBody, SimulationJson } from './simulation.dto.js';

@Controller('kyc/workflows')
export class SimulationController {
  constructor(private readonly simulateDecision: SimulateDecision) {}

  @Post(':id/simulate')
  @HttpCode(200)
  @Operate({
    summary: 'Decide a case without storing it',
    description: `Takes either \`session_id\` or \`case\`. A session is judged by the version that it runs, on what the rules saw
when it was decided, or on what is known by now. A case is judged by the latest version; what it leaves out was looked
for and not found: checks that it does not name passed. A \`definition\` takes the place of the stored one.`,
    tag: 'Workflows',
    access: 'kyc:read',
    body: SimulationBody,
    answers: { 200: SimulationJson },
    problems: ['not_found'],
  })
  async simulate(@Caller() { tenantId }: Identity, @Param('id') id: string, @Body() body: SimulationBody) {
    const decision = await this.simulateDecision.run(tenantId, id, body);
    const { action, final_decision, rule_hits, automation_flags, reasons, unavailable_rules } = decision;
    return { action, final_decision, rule_hits, automation_flags, reasons, unavailable_rules };
  }
}
