import { describe, expect, it } from '@jest/globals';
import { type TextLine } from '../../text-line.js';
import { partyFields } from './party-fields.js';

/** A piece of text in a row; columns are 120 apart, rows 14, letters 5 wide and 10 high. */
const at = (left: number, top: number, text: string, confidence = 1): TextLine => ({
  ...{ text, confidence, left, right: left + text.length * 5, top, bottom: top + 10 },
});

/** A page from its rows: `|` parts the columns, an empty row is a blank line, leading spaces indent by 5 each. */
const page = (...rows: string[]): TextLine[] =>
  rows.flatMap((row, i) =>
    row.split('|').flatMap((text, column) => {
      const indent = text.length - text.trimStart().length;
      return text.trim() === '' ? [] : [at(column * 120 + indent * 5, i * 14, text.trim())];
    }),
  );

const read = (...rows: string[]) => {
  const { directors, shareholders } = partyFields(page(...rows), 'text_layer', 'Example Widgets Ltd');
  return {
    ...(directors && { directors: directors.value }),
    ...(shareholders && { shareholders: shareholders.value }),
  };
};

describe('party fields', () => {
  it.each<[string, string[]]>([
    ['no heading', ['Jane Doe', 'John Smith']],
    ['prose under a heading', ['Directors', 'The directors of the company are responsible for', 'Jane Doe']],
    ['prose in capitals', ['Directors', 'Responsibilities Of Each Director Are Set Out Below']],
    ['a heading that begins a sentence', ['Members Voluntary Liquidation', 'Jane Doe']],
    ['the title of a report', ['Directors report', 'Annual Report']],
    ['a former office', ['Former directors', 'Jane Doe']],
    ['a misread word', ['Offices', 'Jane Doe']],
    ['the office under a signature', ['Jane Doe', 'Director', 'John Smith', 'Secretary']],
    ['nobody', ['Directors', 'None', 'Shareholders', 'Not applicable']],
    ['a page number', ['Directors', 'Page 2 of 3', '- 2 -']],
    ['a name far below', ['Directors', '', '', '', 'Jane Doe']],
    ['places', ['Directors', 'New York', 'United Kingdom']],
    ['a street', ['Shareholders', 'High Street', 'London']],
    ['heads of columns alone', ['Shareholders', 'Name|Nationality|Shareholding']],
    ['a head read as one piece', ['Shareholders', 'Name Nationality Shareholding', 'Jane Doe British 40%']],
    ['a list with a part that is no name', ['Directors: Jane Doe, John Smith, London']],
    ['a surname first that may be a town last', ['Directors', 'Jane Doe, London']],
    ['a list of words', ['Directors: Doe, John, Smith, Anna']],
    ['the title of a register', ['Register of members', 'Ada Byron']],
    ['the company itself', ['Shareholders', 'EXAMPLE WIDGETS LTD']],
    ['totals', ['Shareholders', 'Total Shares 100 %']],
    ['two names in one', ['Shareholders', 'Jane Doe and John Smith 40%']],
    ['who has left', ['Directors', 'Jane Doe (resigned 1 May 2020)']],
    ['a remark', ['Directors', 'To Be Confirmed']],
    ['a form without a firm', ['Directors: Jane Doe and Ltd']],
    ['a share amid the words', ['Shareholders', 'Jane 40 % Doe']],
    ['an empty section before another list', ['Shareholders', 'Auditors', 'Jane Doe']],
  ])('name nobody where there is %s', (_what, rows) => {
    expect(read(...rows)).toEqual({});
  });

  it.each<[string, string[]]>([
    ['below the heading', ['Directors', 'Jane Doe', 'John A. Smith']],
    ['with bullets', ['DIRECTORS', '• Jane Doe', '• John A. Smith']],
    ['with dashes', ['Board of Directors', '- Jane Doe', '- John A. Smith']],
    ['with numbers', ['3. Officers', '1. Jane Doe', '12 High Street', 'Rose Cottage', '2. John A. Smith']],
    ['with numbers apart', ['Directors', '1.|Jane Doe', '2.|John A. Smith']],
    ['after a colon', ['Directors: Jane Doe, John A. Smith']],
    ['with semicolons', ['Managing Directors: Jane Doe; John A. Smith.']],
    ['with and', ['Directors: Jane Doe and John A. Smith']],
    ['over two lines', ['Directors: Jane Doe,', 'John A. Smith', 'Secretary: Anna Lee']],
    ['beside the heading', ['Directors|Jane Doe', ' |John A. Smith', 'Secretary|Anna Lee']],
    ['beside, in one piece', ['Directors|Jane Doe, John A. Smith']],
    ['each with its office', ['Director|Jane Doe', 'Director|John A. Smith', 'Secretary|Anna Lee']],
    ['each numbered', ['Director 1: Jane Doe', 'Director 2: John A. Smith']],
    [
      'in a table',
      ['Directors', 'Name|Nationality|Born', 'Jane Doe|British|1970', 'John A. Smith|Dutch|1980'],
    ],
    ['under a column of theirs', ['Director|Nationality', 'Jane Doe|British', 'John A. Smith|Dutch']],
    ['in a later column', ['Officers', 'No|Role|Name', '1|CEO|Jane Doe', '2|CFO|John A. Smith']],
    ['with offices', ['Directors', 'Jane Doe (Chairman)', 'John A. Smith, Managing Director']],
    ['as members of the board', ['Board of directors', 'Members', 'Jane Doe', 'John A. Smith']],
    [
      'after an introduction',
      ['Directors', 'The directors of the company are:', 'Jane Doe', 'John A. Smith'],
    ],
    ['in two languages', ['Geschäftsführer / Managing directors', 'Jane Doe', 'John A. Smith']],
    ['in German', ['Geschäftsführer:|Jane Doe', ' |John A. Smith', 'Prokura:|Anna Lee']],
    ['in French', ['Gérants : Jane Doe et John A. Smith']],
    ['in Spanish', ['Administradores', 'Jane Doe', 'John A. Smith']],
    ['in Dutch', ['Bestuurders: Jane Doe en John A. Smith']],
    ['with titles', ['Directors', 'Mr Jane Doe', 'Dr. John A. Smith']],
    ['before a signature', ['Directors', 'Jane Doe', 'John A. Smith', '', '', 'Anna Lee', 'Notary']],
    [
      'with details',
      ['Directors', 'Jane Doe', 'Nationality: British', 'John A. Smith', 'Nationality: Dutch'],
    ],
    [
      'without the secretary',
      ['Officers', 'Jane Doe|Director', 'John A. Smith|Director', 'Anna Lee|Secretary'],
    ],
    [
      'with labels',
      ['Directors', 'Full name: Jane Doe', 'Address: 12 High Street', 'New York', 'Full name: John A. Smith'],
    ],
    ['under headings of one each', ['Director 1', 'Name|Jane Doe', 'Director 2', 'Name|John A. Smith']],
    [
      'without who has left',
      ['Directors', 'Name|Appointed|Resigned', 'Jane Doe|2019|-', 'Ed Gone|2018|2019', 'John A. Smith|2020|'],
    ],
  ])('read directors %s', (_how, rows) => {
    expect(read(...rows)).toEqual({ directors: ['Jane Doe', 'John A. Smith'] });
  });

  const both = [
    { name: 'Ada Byron', share: 40 },
    { name: 'Northern Holding B.V.', share: 59.5 },
  ];
  it.each<[string, string[]]>([
    ['after a dash', ['Shareholders', 'Ada Byron – 40 %', 'Northern Holding B.V. – 59,5 %']],
    ['in brackets', ['Shareholders', 'Ada Byron (40%)', 'Northern Holding B.V. (59.5%)']],
    ['before the name', ['Shareholders', '40 % Ada Byron', '59.5 % Northern Holding B.V.']],
    ['before the name, apart', ['Shareholders', '40 %|Ada Byron', '59.5 %|Northern Holding B.V.']],
    ['after dots', ['Shareholders', 'Ada Byron ...... 40%', 'Northern Holding B.V. ..... 59.5%']],
    ['in words', ['Members', 'Ada Byron, 40 percent', 'Northern Holding B.V., 59.5 per cent']],
    [
      'of the capital',
      ['Shareholders', 'Ada Byron 40% of the shares', 'Northern Holding B.V. 59.5% of the capital'],
    ],
    ['with numbers', ['Subscribers', '1) Ada Byron 40%', '2) Northern Holding B.V. 59.5%']],
    ['in a column', ['Shareholders', 'Name|Shares|%', 'Ada Byron|400|40', 'Northern Holding B.V.|595|59.5']],
    [
      'in a column of per cent',
      ['Shareholders', 'Ada Byron|British|40 %', 'Northern Holding B.V.|Dutch|59.5 %', 'Total||99.5 %'],
    ],
    [
      'beside votes',
      ['Shareholders', 'Name|Share %|Voting %', 'Ada Byron|40 %|10 %', 'Northern Holding B.V.|59.5 %|90 %'],
    ],
    [
      'beside numbers of shares',
      ['Shareholders', 'Ada Byron|400 shares|40 %', 'Northern Holding B.V.|595 shares|59.5 %'],
    ],
    [
      'with addresses between',
      ['Shareholders', 'Ada Byron – 40%', 'Rose Cottage', '12 High Street', 'Northern Holding B.V. – 59.5%'],
    ],
    ['after a colon', ['Shareholders: Ada Byron (40%), Northern Holding B.V. (59.5%)']],
    ['after commas', ['Shareholders: Ada Byron, 40 %, Northern Holding B.V., 59,5 %']],
    ['of owners', ['Ultimate Beneficial Owner(s) (UBO):', 'Ada Byron 40%', 'Northern Holding B.V. 59.5%']],
    [
      'under a title',
      ['Register of shareholders', 'Shareholder|Share', 'Ada Byron|40%', 'Northern Holding B.V.|59.5%'],
    ],
    [
      'in a line of their own',
      [
        'Shareholders',
        'Name: Ada Byron',
        'Shareholding: 40 %',
        'Name: Northern Holding B.V.',
        'Shareholding: 59.5 %',
      ],
    ],
    [
      'in German',
      ['Gesellschafter', 'Ada Byron|EUR 10.000,00|40 %', 'Northern Holding B.V.|EUR 14.875,00|59,5 %'],
    ],
    ['in French', ['Associés', 'Ada Byron : 40 % des parts', 'Northern Holding B.V. : 59,5 % des parts']],
    ['in Spanish', ['Socios', 'Ada Byron – 40 por ciento', 'Northern Holding B.V. – 59,5 por ciento']],
    ['in Dutch', ['Aandeelhouders', 'Ada Byron (40 procent)', 'Northern Holding B.V. (59,5 procent)']],
  ])('read shares %s', (_how, rows) => {
    expect(read(...rows)).toEqual({ shareholders: both });
  });

  it.each<[string, string[]]>([
    ['a number of shares', ['Shareholders', 'Ada Byron 400 shares']],
    ['a number of shares apart', ['Shareholders', 'Ada Byron|400 ordinary shares']],
    ['numbers under a head without per cent', ['Shareholders', 'Name|Shares', 'Ada Byron|40']],
    ['more than there is', ['Shareholders', 'Ada Byron 140 %']],
    ['a limit', ['Shareholders', 'Ada Byron (more than 25%)']],
    ['a sign of a limit', ['Shareholders', 'Ada Byron > 25 %']],
    ['a range', ['Shareholders', 'Ada Byron 25-50 %']],
    ['two different ones', ['Shareholders', 'Ada Byron|40 %|45 %']],
    ['votes alone', ['Shareholders', 'Name|Voting rights', 'Ada Byron|40 %']],
    ['a nominal value', ['Shareholders', 'Ada Byron EUR 10.000,00']],
    ['two sections that differ', ['Shareholders', 'Ada Byron 40%', '', '', '', 'Members', 'Ada Byron 30%']],
  ])('give no share for %s', (_what, rows) => {
    expect(read(...rows)).toEqual({ shareholders: [{ name: 'Ada Byron' }] });
  });

  it.each<[string, string, string[]]>([
    ['surnames first', 'Directors: Doe, John; van der Berg, Jan', ['Doe, John', 'van der Berg, Jan']],
    ['surnames first with and', 'Directors: Doe, John and Smith, Anna', ['Doe, John', 'Smith, Anna']],
    ['surnames in capitals', 'Directors: DOE SMITH, Jane', ['DOE SMITH, Jane']],
    ['birth dates', 'Geschäftsführer: Müller, Hans, Berlin, *01.02.1970', ['Müller, Hans']],
    ['a firm with and', 'Directors: Smith and Sons Ltd', ['Smith and Sons Ltd']],
    ['a firm with a comma', 'Directors: Acme Holdings, LLC and Jane Doe', ['Acme Holdings, LLC', 'Jane Doe']],
    ['a firm with brackets', 'Directors: Acme (UK) Limited', ['Acme (UK) Limited']],
    ['a generation', 'Directors: John Smith, Jr.', ['John Smith, Jr.']],
    [
      'particles',
      "Directors: Ludwig van Beethoven, Siobhán O'Neill",
      ['Ludwig van Beethoven', "Siobhán O'Neill"],
    ],
    ['who has left', 'Directors: Jane Doe, Ed Gone (resigned 2019)', ['Jane Doe']],
  ])('read a line with %s', (_what, line, directors) => {
    expect(read(line)).toEqual({ directors });
  });

  it('keep apart what stands in columns beside each other', () => {
    expect(
      read(
        'Directors| |Shareholders',
        'Jane Doe| |Ada Byron 40%',
        'John A. Smith| |Northern Holding B.V. 60%',
      ),
    ).toEqual({
      directors: ['Jane Doe', 'John A. Smith'],
      shareholders: [
        { name: 'Ada Byron', share: 40 },
        { name: 'Northern Holding B.V.', share: 60 },
      ],
    });
  });

  it('end a section at a label, and at a line that may belong to an address keep the first name only', () => {
    expect(read('Directors', 'Jane Doe', 'Registered office', 'John Smith')).toEqual({
      directors: ['Jane Doe'],
    });
    expect(read('Directors', 'Jane Doe', 'Rose Manor', '12 High Street')).toEqual({
      directors: ['Jane Doe'],
    });
    expect(read('Directors', 'Jane Doe', 'John Roe', 'They were appointed for three years.')).toEqual({
      directors: ['Jane Doe', 'John Roe'],
    });
  });

  it('take a number that does not follow for no entry', () => {
    expect(read('Directors', '1. Jane Doe', '10. Rose Lane', '2. John Roe')).toEqual({
      directors: ['Jane Doe', 'John Roe'],
    });
  });

  it('attach a share to nobody else when its own entry cannot be read', () => {
    expect(
      read(
        'Shareholders',
        'Name: Ada Byron',
        'Name: 4711',
        'Shareholding: 60 %',
        'Name: Bo Ek',
        'Share: 40 %',
      ),
    ).toEqual({ shareholders: [{ name: 'Ada Byron' }, { name: 'Bo Ek', share: 40 }] });
  });

  it('name beneficial owners beside shareholders without the share that they hold through others', () => {
    const owners = ['Beneficial owners', 'Ada Byron 60%'];
    expect(read(...owners, '', '', '', 'Shareholders', 'Northern Holding B.V. 60%')).toEqual({
      shareholders: [{ name: 'Northern Holding B.V.', share: 60 }, { name: 'Ada Byron' }],
    });
  });

  it('give no shares at all that come to more than the whole', () => {
    expect(read('Shareholders', 'Ada Byron 60%', 'Bo Ek 60%')).toEqual({
      shareholders: [{ name: 'Ada Byron' }, { name: 'Bo Ek' }],
    });
  });

  it('name each once, two hundred at most', () => {
    const letters = 'abcdefghijkzmnop';
    const word = (n: number) => `A${letters[n >> 4]}${letters[n & 15]}`;
    const many = Array.from({ length: 250 }, (_, i) => `Ada ${word(i)}`);
    expect(read('Directors', ...many, ...many).directors).toEqual(many.slice(0, 200));
  });

  it('are as certain as the least certain line, and without lines that are hardly legible', () => {
    const lines = [at(0, 0, 'Directors'), at(0, 14, 'Jane Doe', 0.9), at(0, 28, 'John Roe', 0.8)];
    expect(partyFields(lines, 'visual_zone').directors).toEqual({
      ...{ value: ['Jane Doe', 'John Roe'], confidence: 0.72, source: 'visual_zone' },
    });
    const blurred = [at(0, 0, 'Directors'), at(0, 14, 'Jane Doe', 0.6)];
    expect(partyFields(blurred, 'visual_zone')).toEqual({});
  });
});
