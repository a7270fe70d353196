import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { problemCodes } from '#libs/problems';

const root = resolve(import.meta.dirname, '../..');

/** Sources of codes: neither tests, demo and specimens, nor the samples of messages. */
const isProduction = (path: string): boolean =>
  path.endsWith('.ts') &&
  !/spec\.ts$|\/testing\/|-contract\.ts$|^apps\/standalone\/|^libs\/(contracts|specimens)\//.test(path);

const sources = ['apps', 'libs'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter(isProduction)
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') })),
);

const withDetail = /\bcode: ('\w+'|`[^`]*`),\s*detail/g;
const withInputs = /\bcode: ('\w+'|`[^`]*`),\s*inputs/g;
/** `reasons: ['a', 'b']`, and what a condition puts into a list: `? ['a'] : ['b']`. */
const listed = /(?:\breasons:|\breasons =| \?| :) (\['\w+'(?:, '\w+')*)/g;
/** What a function answers, or a list begins with. */
const composed = /(?:=>\s+|\[)(`[^`]*`)/g;
/** All of a type that lists codes. */
const union = /\btype \w*(?:Reason|Code|Fault) =([^;]+);/g;

interface Place {
  /** Of the section of the document. */
  heading: string;
  /** The sources that its codes come from. */
  from: RegExp;
  /** How codes are written there; each way captures one or several, quotes included. */
  ways: readonly RegExp[];
}

/** Where codes show, in the order of the document. */
const places: readonly Place[] = [
  {
    heading: '`errors[].code` of a problem',
    from: /^(?!apps\/(document\/src\/(reading|extraction|validations)|screening\/src\/lists)\/)/,
    ways: [withDetail, /\bcode = ('\w+');/g, /\b(?:refuse|mistake)\(\s*('\w+'),/g],
  },
  {
    heading: '`errors[].code` of `invalid_file`',
    from: /^apps\/document\/src\/inspection\//,
    ways: [union, /\bfault\(\s*('\w+'),/g],
  },
  {
    heading: 'Validations of an upload',
    from: /^apps\/document\/src\/validations\//,
    ways: [withDetail],
  },
  {
    heading: '`documents[].warnings[].code`',
    from: /^apps\/document\/src\/(reading|extraction)\//,
    ways: [withDetail, union, /\b(?:failure|failedReading)\((?:\w+, )?('\w+'),/g],
  },
  {
    heading: '`biometrics.selfie.reasons[]`',
    from: /^apps\/biometrics\/src\/faces\//,
    ways: [union, listed],
  },
  {
    heading: '`biometrics.liveness.attempts[].reasons[]`',
    from: /^apps\/biometrics\/src\/liveness\//,
    ways: [listed, composed, /\breasons\.push\(('\w+')\)/g, /\[\.\.\.\w+, ('\w+')\]/g],
  },
  {
    heading: '`checks[].reasons[]`',
    from: /^(libs\/checks|apps\/(screening\/src\/(session-checks|wallet-checks|adverse-media)|document\/src\/cross-validation|biometrics\/src\/face-matches|workflow\/src\/processing))\//,
    ways: [
      listed,
      composed,
      /\b(?:review|notAvailable|NotYet)\(('\w+')\)/g,
      /\bcompleted\(\s*'\w+', \[('\w+')\]/g,
      /[?:] ('\w+_missing')/g,
    ],
  },
  {
    heading: '`decision.reasons[]`',
    from: /^apps\/workflow\/src\/(rules\/|review\/|parties\/reopen-)/,
    ways: [listed, withInputs, composed, /\breview\(\[('\w+')/g, /\bpartyIn\(('\w+'),/g],
  },
  {
    heading: '`decision.unavailable_rules[].code`',
    from: /^apps\/workflow\/src\/rules\//,
    ways: [/\bunavailable: ('\w+'|`[^`]*`)/g],
  },
  {
    heading: '`type` of timeline entries',
    from: /^apps\/workflow\/src\//,
    ways: [/\btype: ('\w+'),\s*(?:actor\b|\.\.\.by\b)/g],
  },
  {
    heading: '`code` of a failed invitation',
    from: /^apps\/subsession\/src\/invitations\//,
    ways: [union, /\bcode:(\s*\|[^;]+);/g, /\bcode: ('\w+'), isPermanent/g],
  },
];

const problems = '`code` of a problem';

/** The codes among the quoted texts; what is filled into one becomes `*`. */
const codesIn = (text: string): string[] =>
  [...text.matchAll(/'([a-z0-9_]+)'|`((?:[a-z0-9_]|\$\{[^{}`]*\})+)`/g)].map(([, plain, template = '']) => {
    return plain ?? template.replace(/\$\{[^}]*\}/g, '*');
  });

const textsFrom = (from: RegExp): string[] =>
  sources.filter(({ path }) => from.test(path)).map(({ text }) => text);

const found = (from: RegExp, way: RegExp): string[] =>
  textsFrom(from).flatMap((text) => [...text.matchAll(way)].flatMap(([, codes = '']) => codesIn(codes)));

/** The codes of each section of the document, from the first column of its table; `<…>` becomes `*`. */
const documented = new Map(
  readFileSync(join(root, 'docs/codes.md'), 'utf8')
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const codes = [...section.matchAll(/^\| `([^`]+)`/gm)].map(([, code = '']) => code);
      return [section.split('\n', 1)[0] ?? '', codes.map((code) => code.replace(/<[^>]*>/g, '*'))];
    }),
);

describe('the document of all codes', () => {
  it('has a section for each place where codes show', () => {
    expect([...documented.keys()]).toEqual([problems, ...places.map(({ heading }) => heading)]);
  });

  it('lists the problems of the catalogue', () => {
    expect(documented.get(problems)).toEqual(Object.keys(problemCodes));
  });

  it.each(places)('lists what the sources say: $heading', ({ heading, from, ways }) => {
    const codes = documented.get(heading) ?? [];
    const missing = ways.flatMap((way) => found(from, way)).filter((code) => !codes.includes(code));
    expect([...new Set(missing)]).toEqual([]);
  });

  it.each(places)('lists nothing that the sources do not say: $heading', ({ heading, from }) => {
    const said = new Set(textsFrom(from).flatMap(codesIn));
    const codes = documented.get(heading) ?? [];
    expect(codes.filter((code, i) => !said.has(code) || codes.indexOf(code) < i)).toEqual([]);
  });

  it('lists every code that is written as one, wherever it is', () => {
    const all = new Set([...documented.values()].flat());
    expect(found(/^/, /\bcode: ('\w+'|`[^`]*`)/g).filter((code) => !all.has(code))).toEqual([]);
  });

  it('knows the ways in which codes are written', () => {
    const idle = places.flatMap(({ heading, from, ways }) =>
      ways.filter((way) => found(from, way).length === 0).map((way) => `${heading}: ${way.source}`),
    );
    expect(idle).toEqual([]);
  });
});
