import { Controller, Get, Param } from '@nestjs/common';
import type { SubsessionView } from '#libs/contracts';
import { Caller, Operate } from '#libs/platform';
import type { Caller as Identity } from '#libs/security';
import { ListSubsessions } from './list-subsessions.js';

/** What other services ask about related parties; the shapes are in `libs/contracts/src/internal`. */
@Controller('internal')
export class InternalController {
  constructor(private readonly listSubsessions: ListSubsessions) {}

  @Get('sessions/:id/subsessions')
  @Operate({ summary: 'The subsessions of a session', tag: 'Internal', access: 'service', answers: {} })
  async list(
    @Caller() { tenantId }: Identity,
    @Param('id') sessionId: string,
  ): Promise<{ subsessions: SubsessionView[] }> {
    return { subsessions: await this.listSubsessions.run(tenantId, sessionId) };
  }
}
