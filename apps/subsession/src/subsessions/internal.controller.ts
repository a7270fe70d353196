import { Controller, Get, Param } from '@nestjs/common';
import type { PartiesView } from '#libs/contracts';
import { Caller, Operate } from '#libs/platform';
import type { Caller as Identity } from '#libs/security';
import { PartiesOfSession } from './parties-of-session.js';

/** What other services ask about related parties; the shapes are in `libs/contracts/src/internal`. */
@Controller('internal')
export class InternalController {
  constructor(private readonly parties: PartiesOfSession) {}

  @Get('sessions/:id/subsessions')
  @Operate({ summary: 'The parties of a session', tag: 'Internal', access: 'service', answers: {} })
  list(@Caller() { tenantId }: Identity, @Param('id') sessionId: string): Promise<PartiesView> {
    return this.parties.run(tenantId, sessionId);
  }
}
