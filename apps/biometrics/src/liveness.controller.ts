import { Controller, Post } from '@nestjs/common';
import { Operate } from '#libs/platform';
import { DomainRefusal } from '#libs/problems';

/** The liveness calls of the public contract; workflows with a liveness step are refused until they are built. */
@Controller('public/session/liveness')
export class LivenessController {
  @Post([':call'])
  @Operate({
    summary: 'Liveness: not built yet',
    tag: 'Public session',
    access: 'end_user',
    answers: {},
    problems: ['not_implemented'],
  })
  notBuilt(): never {
    throw new DomainRefusal('not_implemented', 'Liveness is not built yet.');
  }
}
