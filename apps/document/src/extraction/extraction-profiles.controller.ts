import { Controller, Delete, Get, Post, Put } from '@nestjs/common';
import { Operate } from '#libs/platform';
import { notBuilt } from '#libs/problems';

const notBuiltYet = Operate({
  summary: 'Extraction profiles: not built yet',
  tag: 'Documents',
  access: 'kyc:create',
  answers: {},
  problems: ['not_implemented'],
});

/** Extraction profiles of the public contract; a definition that names one is refused until they are built. */
@Controller('kyc/extraction-profiles')
export class ExtractionProfilesController {
  @Post()
  @notBuiltYet
  create(): never {
    throw notBuilt('Creating extraction profiles');
  }

  @Get(['', ':profileId'])
  @notBuiltYet
  read(): never {
    throw notBuilt('Reading extraction profiles');
  }

  @Put(':profileId')
  @notBuiltYet
  replace(): never {
    throw notBuilt('Replacing extraction profiles');
  }

  @Delete(':profileId')
  @notBuiltYet
  remove(): never {
    throw notBuilt('Deleting extraction profiles');
  }
}
