import { notBuilt } from '#libs/problems';
import { Controller, Get, Post } from '@nestjs/common';
import { Type, type Static } from '@sinclair/typebox';
import { Operate } from '#libs/platform';
import { Catalogue } from './catalogue.js';
import type { ListFacts } from './loaded-lists.js';

const tag = 'Screening';
const dayMs = 24 * 60 * 60 * 1000;

const ListJson = Type.Object({
  id: Type.String(),
  source: Type.String({ description: 'Where the list comes from, for people' }),
  version: Type.String({ description: 'Changes with the content of the list' }),
  as_of: Type.String({ format: 'date-time', description: 'When its publisher last changed it' }),
  age_days: Type.Integer({ description: 'Whole days since `as_of`' }),
  entries: Type.Integer(),
  names: Type.Integer({ description: 'Names and aliases of all entries' }),
  last_refresh: Type.Object({
    at: Type.String({ format: 'date-time' }),
    problem: Type.Union([Type.String(), Type.Null()]),
  }),
});

@Controller('kyc/lists')
export class ListsController {
  constructor(private readonly catalogue: Catalogue) {}

  @Get()
  @Operate({
    summary: 'The watchlists in use and how old they are',
    tag,
    access: 'kyc:read',
    answers: { 200: Type.Object({ data: Type.Array(ListJson), next_cursor: Type.Null() }) },
  })
  list() {
    const { facts, loadedAt } = this.catalogue.lists;
    const now = new Date();
    return { data: facts.map((list) => listJson(list, loadedAt, now)), next_cursor: null };
  }

  @Post('refresh')
  @Operate({
    summary: 'Read every list again',
    tag,
    access: 'tenant:manage',
    answers: {},
    problems: ['not_implemented'],
  })
  refresh(): never {
    throw notBuilt('Refreshing the lists while the service runs');
  }
}

function listJson(list: ListFacts, loadedAt: Date, now: Date): Static<typeof ListJson> {
  const { id, source, version, asOf, entries, names } = list;
  return {
    id,
    source,
    version,
    as_of: asOf,
    age_days: Math.max(0, Math.floor((now.getTime() - Date.parse(asOf)) / dayMs)),
    entries,
    names,
    last_refresh: { at: loadedAt.toISOString(), problem: null },
  };
}
