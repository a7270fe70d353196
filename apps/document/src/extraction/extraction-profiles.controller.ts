import { All, Controller } from '@nestjs/common';
import { Operate } from '#libs/platform';
import { notBuilt } from '#libs/problems';

/** Extraction profiles of the public contract; a definition that names one is refused until they are built. */
@Controller('kyc/extraction-profiles')
export class ExtractionProfilesController {
  @All(['', ':profileId'])
  @Operate({
    summary: 'Extraction profiles: not built yet',
    tag: 'Documents',
    access: 'kyc:create',
    answers: {},
    problems: ['not_implemented'],
  })
  profiles(): never {
    throw notBuilt('Extraction profiles');
  }
}
