import { notBuilt } from '#libs/problems';
import { Type } from '@sinclair/typebox';
import { Controller, Delete, Get, Patch, Post } from '@nestjs/common';
import { Operate } from '#libs/platform';
import type { Scope } from '#libs/security';

/** A route of the public contract that answers `not_implemented`. */
const Promised = (summary: string, access: Scope): MethodDecorator =>
  Operate({
    summary,
    tag: 'Watchlists',
    access,
    // What is not there has no opinion of what it is asked.
    judgesBody: true,
    query: Type.Object({}, { additionalProperties: true }),
    answers: {},
    problems: ['not_implemented'],
  });

/** Ongoing monitoring. None of it is built yet; the routes say so to whoever calls them. */
@Controller('kyc/watchlists')
export class WatchlistsController {
  @Get()
  @Promised('List the watchlists', 'kyc:read')
  list(): never {
    throw monitoringNotBuilt();
  }

  @Post()
  @Promised('Create a watchlist', 'kyc:create')
  create(): never {
    throw monitoringNotBuilt();
  }

  @Get('subjects')
  @Promised('Find the monitored subjects of a session', 'kyc:read')
  findSubjects(): never {
    throw monitoringNotBuilt();
  }

  @Get(':id')
  @Promised('Get a watchlist', 'kyc:read')
  get(): never {
    throw monitoringNotBuilt();
  }

  @Patch(':id')
  @Promised('Change a watchlist', 'kyc:create')
  change(): never {
    throw monitoringNotBuilt();
  }

  @Delete(':id')
  @Promised('Delete a watchlist', 'kyc:delete')
  remove(): never {
    throw monitoringNotBuilt();
  }

  @Get(':id/subjects')
  @Promised('List the monitored subjects', 'kyc:read')
  listSubjects(): never {
    throw monitoringNotBuilt();
  }

  @Post(':id/subjects')
  @Promised('Monitor one subject or several', 'kyc:create')
  addSubjects(): never {
    throw monitoringNotBuilt();
  }

  @Patch(':id/subjects/:subject_id')
  @Promised('Change a monitored subject', 'kyc:create')
  changeSubject(): never {
    throw monitoringNotBuilt();
  }

  @Delete(':id/subjects/:subject_id')
  @Promised('Stop monitoring a subject', 'kyc:delete')
  removeSubject(): never {
    throw monitoringNotBuilt();
  }

  @Post(':id/monitor')
  @Promised('Screen all subjects now', 'kyc:create')
  monitor(): never {
    throw monitoringNotBuilt();
  }

  @Get(':id/runs/:run_id')
  @Promised('Get the result of a run', 'kyc:read')
  run(): never {
    throw monitoringNotBuilt();
  }

  @Get(':id/alerts')
  @Promised('List the alerts', 'kyc:read')
  alerts(): never {
    throw monitoringNotBuilt();
  }
}

const monitoringNotBuilt = () => notBuilt('Ongoing monitoring');
