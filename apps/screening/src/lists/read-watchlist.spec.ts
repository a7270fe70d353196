import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { testData } from '#libs/testing';
import { readWatchlist } from './read-watchlist.js';
import { UnreadableWatchlist } from './watchlist.js';

const person =
  '10,"DOE, Jane","individual","PROG-A] [PROG-B",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 10 Dec 1970; nationality Iran; Gender Female."';
const company = '11,"DOE TRADING, LTD.",-0- ,"PROG-A",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ';
const header = 'id,type,name,aliases,weak_aliases,dob,countries,gender,identifiers,wallets,topics,programmes';

describe('reading a watchlist', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'watchlist-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const put = async (name: string, content: string | Uint8Array) => {
    await writeFile(join(folder, name), content);
    return join(folder, name);
  };

  describe('refuses, naming the place and what was expected,', () => {
    const refused: [what: string, name: string, content: string | Uint8Array, message: RegExp][] = [
      ['an empty file', 'a.csv', '', /a\.csv.*empty/],
      ['a file with only the end-of-file character', 'a.csv', '\u001a', /empty/],
      ['a binary file', 'a.csv', Uint8Array.of(80, 75, 3, 4, 0, 0), /binary/],
      ['text that is not UTF-8', 'a.csv', Uint8Array.of(73, 44, 0xe9, 44, 10), /UTF-8/],
      ['a web page', 'a.csv', '<!doctype html>\n<p>Not found</p>', /first line.*formats: ofac/],
      ['another header', 'a.csv', 'uid,full_name\n1,Jane', /first line/],
      [
        'a header with an unknown column',
        'a.csv',
        'id,type,name,colour\n1,individual,Jane,red',
        /header.*weak_aliases/,
      ],
      ['a header without type', 'a.csv', 'id,name\n1,Jane', /header/],
      ['a cut-off download', 'a.csv', `${person}\n11,"DOE TRA`, /well-formed CSV/],
      ['an OFAC row with too few columns', 'a.csv', `${person}\n11,"DOE"`, /line 2 has 2 columns/],
      [
        'an OFAC number that occurs twice',
        'a.csv',
        `${person}\n${person}`,
        /line 2 has no number of its own/,
      ],
      [
        'a date that does not exist',
        'a.csv',
        'id,type,name,dob\n1,individual,Jane,1970-02-30',
        /line 2, column dob/,
      ],
      ['an unknown type', 'a.csv', 'id,type,name\n1,robot,Jane', /column type: expected one of individual/],
      ['a name without letters', 'a.csv', 'id,type,name\n1,company,---', /column name/],
      ['an unknown country', 'a.csv', 'id,type,name,countries\n1,company,Acme,Atlantis', /column countries/],
      [
        'an identifier without type',
        'a.csv',
        'id,type,name,identifiers\n1,company,Acme,12345',
        /column identifiers/,
      ],
      ['an id that occurs twice', 'a.csv', 'id,type,name\n1,company,A1\n1,company,B1', /line 3, column id/],
    ];
    it.each(refused)('%s', async (_what, name, content, message) => {
      const reading = readWatchlist(await put(name, content));
      await expect(reading).rejects.toThrow(message);
      await expect(reading).rejects.toBeInstanceOf(UnreadableWatchlist);
    });

    it('a place that does not exist', async () => {
      await expect(readWatchlist(join(folder, 'nowhere'))).rejects.toThrow(/nowhere.*no such file or folder/);
    });

    it('a folder without list files', async () => {
      await expect(readWatchlist(folder)).rejects.toThrow(/expected a folder with sdn\.csv/);
    });

    it('a folder with two lists until one is named', async () => {
      await put('sdn.csv', person);
      await put('cons_prim.csv', company);
      await expect(readWatchlist(folder)).rejects.toThrow(/two lists/);
      expect((await readWatchlist(`ofac-consolidated@${folder}`)).id).toBe('us_ofac_cons');
    });

    it('a format that it does not know', async () => {
      await expect(readWatchlist(`xlsx@${folder}`)).rejects.toThrow(/no format xlsx; formats: ofac/);
    });

    it('a damaged alias file beside good entries', async () => {
      await put('sdn.csv', person);
      await put('alt.csv', '10,1');
      await expect(readWatchlist(folder)).rejects.toThrow(/4 columns/);
    });

    it('a list.json that is none', async () => {
      await put('sdn.csv', person);
      await put('list.json', '[1]');
      await expect(readWatchlist(folder)).rejects.toThrow(/list\.json/);
    });

    it('without repeating what a row says', async () => {
      const place = await put('a.csv', 'id,type,name,dob\n1,individual,Jane Secret,yesterday');
      const failure: unknown = await readWatchlist(place).catch((error: unknown) => error);
      expect(String(failure)).toMatch(/column dob/);
      expect(String(failure)).not.toMatch(/Secret|yesterday/);
    });
  });

  it('joins entries, aliases, addresses and the continued remarks of a folder', async () => {
    await put('sdn.csv', person.replace('Gender Female."', 'Digital Currency Addr"'));
    await put('alt.csv', '10,1,"aka","ROE, Jane",-0- \n10,2,"fka","SMITH, Jane",-0- \n\u001a');
    await put('add.csv', '10,1,"1 Street","Dubai","United Arab Emirates",-0- ');
    await put('sdn_comments.csv', `10,"ess - XBT 1BoatSLRHtKNngkdXEeobR76b53LETtpyT; a.k.a. 'JD'."`);
    const { entities } = await readWatchlist(folder);
    expect(entities).toEqual([
      {
        sourceId: '10',
        type: 'individual',
        names: [
          { value: 'Jane DOE', kind: 'primary' },
          { value: 'Jane ROE', kind: 'strong_alias' },
          { value: 'Jane SMITH', kind: 'former' },
          { value: 'JD', kind: 'weak_alias' },
        ],
        dobs: ['1970-12-10'],
        countries: ['IR', 'AE'],
        identifiers: [],
        wallets: ['1BoatSLRHtKNngkdXEeobR76b53LETtpyT'],
        topics: ['sanction'],
        programmes: ['PROG-A', 'PROG-B'],
      },
    ]);
  });

  it('reads one OFAC file of any name, whatever ends it', async () => {
    const list = await readWatchlist(await put('yesterday.txt', `${person}\r\n${company}\r\n\u001a`));
    expect(list).toMatchObject({ id: 'us_ofac_sdn', entities: [{ gender: 'female' }, { type: 'company' }] });
  });

  it('reads a list of one’s own with a byte-order mark, columns in any order and several values', async () => {
    const row =
      '7,individual,Jané Doe,J. Doe;Jane D.,JD,1970~;1971-05,Germany;ir,F,passport:X1:DE;tax_id:99,w1;w2,pep,P1';
    const list = await readWatchlist(
      await put('My own list.csv', `\ufeff${header}\n${row.replace(',F,', ',female,')}`),
    );
    expect(list.id).toBe('my_own_list');
    expect(list.entities[0]).toMatchObject({
      dobs: ['1970~', '1971-05'],
      countries: ['DE', 'IR'],
      identifiers: [
        { type: 'passport', value: 'X1', country: 'DE' },
        { type: 'tax_id', value: '99' },
      ],
      wallets: ['w1', 'w2'],
      topics: ['pep'],
    });
    expect(list.entities[0]?.names.map(({ kind }) => kind)).toEqual([
      'primary',
      'strong_alias',
      'strong_alias',
      'weak_alias',
    ]);
  });

  it('gives equal content the same version and changed content another', async () => {
    const first = await readWatchlist(await put('a.csv', person));
    const same = await readWatchlist(await put('b.csv', person));
    const changed = await readWatchlist(await put('a.csv', `${person}\n${company}`));
    expect(same.version).toBe(first.version);
    expect(changed.version).not.toBe(first.version);
  });

  it('takes id, source and date of list.json, and the caller’s before those', async () => {
    await put('sdn.csv', person);
    await put('list.json', '{"id": "mine", "source": "My list", "as_of": "2024-05-03"}');
    expect(await readWatchlist(folder)).toMatchObject({
      id: 'mine',
      source: 'My list',
      asOf: '2024-05-03T00:00:00.000Z',
    });
    expect((await readWatchlist(folder, { id: 'other' })).id).toBe('other');
  });

  describe('from a web server', () => {
    let server: Server;
    let origin: string;
    const pages = new Map<string, { status: number; body: string }>();
    beforeEach(async () => {
      pages.clear();
      server = createServer((request, response) => {
        const page = pages.get(request.url?.split('?')[0] ?? '') ?? { status: 404, body: '' };
        response.writeHead(page.status, { 'last-modified': 'Fri, 03 May 2024 00:00:00 GMT' }).end(page.body);
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    });
    afterEach(() => new Promise((resolve) => server.close(resolve)));

    it('says that a server error may pass and hides credentials', async () => {
      pages.set('/sdn.csv', { status: 503, body: '' });
      const place = `${origin.replace('//', '//user:secret@')}/sdn.csv?key=secret`;
      const failure: unknown = await readWatchlist(place).catch((error: unknown) => error);
      expect(failure).toMatchObject({ temporary: true, location: `${origin}/sdn.csv` });
      expect(String(failure)).not.toContain('secret');
    });

    it('reads a folder with the files that are there', async () => {
      pages.set('/ofac/sdn.csv', { status: 200, body: person });
      pages.set('/ofac/alt.csv', { status: 200, body: '10,1,"aka","ROE, Jane",-0- ' });
      const list = await readWatchlist(`${origin}/ofac/`);
      expect(list).toMatchObject({ asOf: '2024-05-03T00:00:00.000Z' });
      expect(list.entities[0]?.names).toHaveLength(2);
    });
  });

  const sdn = testData('lists/ofac/sdn_2024-05-03.csv');
  (sdn ? it : it.skip)('reads the whole SDN list (needs lists/ofac/sdn_2024-05-03.csv)', async () => {
    const { entities } = await readWatchlist(sdn ?? '');
    const count = (type: string) => entities.filter((entity) => entity.type === type).length;
    expect(entities).toHaveLength(14_965);
    expect([count('individual'), count('company'), count('vessel'), count('aircraft')]).toEqual([
      6_854, 6_884, 851, 376,
    ]);
    expect(entities.filter(({ dobs }) => dobs.length > 0).length).toBeGreaterThan(6_700);
  });

  const full = testData('lists/ofac/watchman_2021');
  (full ? it : it.skip)('reads a whole OFAC folder (needs lists/ofac/watchman_2021)', async () => {
    const { entities } = await readWatchlist(full ?? '');
    expect(entities).toHaveLength(8_976);
    expect(entities.flatMap(({ names }) => names).length).toBeGreaterThan(20_000);
  });
});
