import fc from 'fast-check';

const numbers = fc.constantFrom(
  ...['1e400', '-1e400', '-0', '-0.0', '0e99999', '1e-400', '5e-324', '1.7976931348623157e308'],
  ...[
    '9007199254740993',
    '-9007199254740993',
    '123456789012345678901234567890',
    '2147483648',
    '1E+2',
    '-1',
    '0.5',
  ],
);

/** Spelled as JSON text, so that half a surrogate pair stays one. */
const strings = fc.constantFrom(
  ...[
    '""',
    '" "',
    '"\\ud800"',
    '"a\\udc00b"',
    '"\\ud800\\ud800"',
    '"\\u0000"',
    '"\\u202e"',
    '"\\ufeff"',
    '"\\r\\n"',
  ],
  ...[
    '"__proto__"',
    '"constructor"',
    '"prototype"',
    '"toString"',
    '"hasOwnProperty"',
    '"$where"',
    '"$set"',
    '"a.b"',
  ],
  ...[
    '"today-99999999y"',
    '"today+1y"',
    '"today"',
    '"9999-99-99"',
    '"0000-00-00"',
    '"-271821-04-20"',
    '"1990-02-30"',
  ],
  ...[
    '"(a+)+$"',
    '"(a|a)*b"',
    '"[\\\\p{L}"',
    '"(?<=a)b"',
    '"\\\\1"',
    '"(a{1000}){1000}"',
    '"(?i)[^"',
    '"|*"',
  ],
  ...[
    '"http://["',
    '"https://a@b"',
    '"javascript:alert(1)"',
    '"xn--a"',
    '"\\ud83d\\ude00"',
    '"\\u0301"',
    '"KP"',
  ],
);

const names = fc.oneof(
  { weight: 3, arbitrary: strings },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      '"field_id"',
      '"type"',
      '"fields"',
      '"item_fields"',
      '"value"',
      '"all"',
      '"any"',
    ),
  },
  { weight: 1, arbitrary: fc.string().map((text) => JSON.stringify(text)) },
);

const simple = fc.oneof(
  numbers,
  strings,
  fc.constantFrom('null', 'true', 'false', '[]', '{}', '[[]]', '[null]', '{"":{}}'),
  fc.string({ unit: 'binary', maxLength: 40 }).map((text) => JSON.stringify(text)),
);

/** Characters that grow when they are normalised, combine, or make patterns expensive. */
const units = [
  'x',
  '0',
  ' ',
  '.',
  '-',
  '(',
  '[',
  'a?',
  'a*',
  '\u0301',
  '\ufdfa',
  '\u{1d160}',
  '\u{1f600}',
  'é',
  '\\',
];
const long = fc
  .tuple(fc.constantFrom(...units), fc.integer({ min: 500, max: 150_000 }))
  .map(([unit, times]) => JSON.stringify(unit.repeat(times / unit.length)));

const deep = fc
  .tuple(
    fc.constantFrom(
      ['[', ']'],
      ['{"a":', '}'],
      ['[{"fields":', '}]'],
      ['[{"field_id":"o","name":"o","type":"object","fields":', '}]'],
      ['[{"field_id":"l","name":"l","type":"entity_list","item_fields":', '}]'],
    ),
    simple,
    fc.integer({ min: 1, max: 5_000 }),
  )
  .map(([[open = '', close = ''], inside, levels]) => open.repeat(levels) + inside + close.repeat(levels));

const wide = fc.oneof(
  fc
    .tuple(simple, fc.integer({ min: 100, max: 15_000 }))
    .map(([item, count]) => `[${Array<string>(count).fill(item).join()}]`),
  fc
    .tuple(simple, fc.integer({ min: 100, max: 15_000 }))
    .map(([item, count]) => `{${Array.from({ length: count }, (_, i) => `"k${i}":${item}`).join()}}`),
);

/** JSON text that a careless reader stumbles over: mostly small, now and then long, wide or deep. */
export const hostileJson = fc.oneof(
  { weight: 24, arbitrary: simple },
  { weight: 6, arbitrary: fc.json() },
  { weight: 3, arbitrary: fc.tuple(names, simple).map(([name, value]) => `{${name}:${value}}`) },
  { weight: 1, arbitrary: long },
  { weight: 1, arbitrary: deep },
  { weight: 1, arbitrary: wide },
);

/** JSON text of a property's name. */
export const hostileName = names;
