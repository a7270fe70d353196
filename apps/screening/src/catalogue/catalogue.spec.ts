import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createLogger, explainStartFailure, parseSettings } from '#libs/platform';
import { sampleList, type SampleList } from '../testing/sample-lists.js';
import { Catalogue } from './catalogue.js';
import { listLocations, projectRoot } from './list-locations.js';

const written: SampleList[] = [];
const write = async (text?: string): Promise<string> => {
  const list = await sampleList(text);
  written.push(list);
  return list.path;
};
afterEach(async () => {
  await Promise.all(written.splice(0).map(({ remove }) => remove()));
});

const catalogueOf = (...lists: string[]): Catalogue =>
  new Catalogue(parseSettings({ SCREENING_LISTS: lists.join(',') }), createLogger('screening', 'silent'));

const startMessage = async (...lists: string[]): Promise<string> => {
  const error: unknown = await catalogueOf(...lists)
    .onModuleInit()
    .catch((failure: unknown) => failure);
  return explainStartFailure(error);
};

describe('the lists at start', () => {
  it('stop it with one line when one is missing', async () => {
    const message = await startMessage(await write(), '/no/such/list.csv');
    expect(message).toContain('/no/such/list.csv');
    expect(message).toContain('SCREENING_LISTS');
    expect(message).not.toContain('\n');
  });

  it('stop it when one is damaged, without repeating what is in it', async () => {
    const path = await write('id,type,name\n1,ghost,Gregor Vantolski\n');
    const message = await startMessage(path);
    expect(message).toContain(path);
    expect(message).not.toContain('Vantolski');
  });

  it('stop it when one has no entries', async () => {
    expect(await startMessage(await write('id,type,name\n'))).toContain('house');
  });

  it('stop it when two have one id', async () => {
    expect(await startMessage(await write(), await write())).toMatch(/two watchlists have the id house/i);
  });

  it('are in use once loaded', async () => {
    const catalogue = catalogueOf(await write());
    await catalogue.onModuleInit();
    expect(catalogue.lists.facts).toMatchObject([{ id: 'house', entries: 4, names: 5 }]);
    expect(catalogue.lists.within(['moon'])).toEqual([]);
  });
});

describe('the places of the lists', () => {
  it('are those of the settings', () => {
    expect(listLocations(['a', 'b'])).toEqual(['a', 'b']);
  });

  it('are the sample list of the project otherwise', () => {
    const [location = ''] = listLocations([]);
    expect(location.endsWith(join('apps', 'screening', 'lists', 'sample'))).toBe(true);
    expect(existsSync(location)).toBe(true);
  });

  it('are looked for from the root of the project', () => {
    expect(existsSync(join(projectRoot(import.meta.dirname), 'package.json'))).toBe(true);
  });
});
