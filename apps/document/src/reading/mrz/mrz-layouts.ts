/** The five formats of ICAO Doc 9303: TD1 (part 5), TD2 (part 6), TD3 (part 4), MRV-A and MRV-B (part 7). */
export type MrzFormat = 'TD1' | 'TD2' | 'TD3' | 'MRVA' | 'MRVB';

/** A stretch of one line: `[line, start, end)`, counted from 0. */
export type Span = readonly [line: number, start: number, end: number];

export type MrzSpanName =
  | 'code'
  | 'issuer'
  | 'number'
  | 'numberCheck'
  | 'nationality'
  | 'birth'
  | 'birthCheck'
  | 'sex'
  | 'expiry'
  | 'expiryCheck'
  | 'optional'
  | 'optional2'
  | 'optionalCheck'
  | 'composite'
  | 'names';

export interface MrzLayout {
  format: MrzFormat;
  lineCount: 2 | 3;
  /** Characters in each line. */
  width: number;
  /** First letters of the document code that this format is used with. */
  firstLetters: string;
  spans: Readonly<Partial<Record<MrzSpanName, Span>>> & Readonly<Record<RequiredSpanName, Span>>;
  /** What the composite check digit runs over, in order; absent on visas, which have none. */
  compositeOver?: readonly Span[];
}

type RequiredSpanName =
  | 'code'
  | 'issuer'
  | 'number'
  | 'numberCheck'
  | 'nationality'
  | 'birth'
  | 'birthCheck'
  | 'sex'
  | 'expiry'
  | 'expiryCheck'
  | 'optional'
  | 'names';

/** The two-line formats share everything except how long a line is and what follows the expiry date. */
const twoLineSpans = (width: number) =>
  ({
    code: [0, 0, 2],
    issuer: [0, 2, 5],
    names: [0, 5, width],
    number: [1, 0, 9],
    numberCheck: [1, 9, 10],
    nationality: [1, 10, 13],
    birth: [1, 13, 19],
    birthCheck: [1, 19, 20],
    sex: [1, 20, 21],
    expiry: [1, 21, 27],
    expiryCheck: [1, 27, 28],
  }) as const satisfies Partial<Record<MrzSpanName, Span>>;

export const mrzLayouts: readonly MrzLayout[] = [
  {
    format: 'TD1',
    lineCount: 3,
    width: 30,
    firstLetters: 'IAC',
    spans: {
      code: [0, 0, 2],
      issuer: [0, 2, 5],
      number: [0, 5, 14],
      numberCheck: [0, 14, 15],
      optional: [0, 15, 30],
      birth: [1, 0, 6],
      birthCheck: [1, 6, 7],
      sex: [1, 7, 8],
      expiry: [1, 8, 14],
      expiryCheck: [1, 14, 15],
      nationality: [1, 15, 18],
      optional2: [1, 18, 29],
      composite: [1, 29, 30],
      names: [2, 0, 30],
    },
    compositeOver: [
      [0, 5, 30],
      [1, 0, 7],
      [1, 8, 15],
      [1, 18, 29],
    ],
  },
  {
    format: 'TD2',
    lineCount: 2,
    width: 36,
    firstLetters: 'IACP',
    spans: { ...twoLineSpans(36), optional: [1, 28, 35], composite: [1, 35, 36] },
    compositeOver: [
      [1, 0, 10],
      [1, 13, 20],
      [1, 21, 35],
    ],
  },
  {
    format: 'TD3',
    lineCount: 2,
    width: 44,
    firstLetters: 'P',
    spans: { ...twoLineSpans(44), optional: [1, 28, 42], optionalCheck: [1, 42, 43], composite: [1, 43, 44] },
    compositeOver: [
      [1, 0, 10],
      [1, 13, 20],
      [1, 21, 43],
    ],
  },
  {
    format: 'MRVA',
    lineCount: 2,
    width: 44,
    firstLetters: 'V',
    spans: { ...twoLineSpans(44), optional: [1, 28, 44] },
  },
  {
    format: 'MRVB',
    lineCount: 2,
    width: 36,
    firstLetters: 'V',
    spans: { ...twoLineSpans(36), optional: [1, 28, 36] },
  },
];

/** The characters of one span. */
export function textAt(lines: readonly string[], [line, start, end]: Span): string {
  return (lines[line] ?? '').slice(start, end);
}
