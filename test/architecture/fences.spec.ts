import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';

const root = resolve(import.meta.dirname, '../..');

interface Source {
  /** Path from the root, with forward slashes. */
  path: string;
  text: string;
  lines: number;
  imports: string[];
}

function sourcesBelow(folder: string): Source[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => {
      const full = join(entry.parentPath, entry.name);
      const text = readFileSync(full, 'utf8');
      const path = relative(root, full).split(sep).join('/');
      return { path, text, lines: text.trimEnd().split('\n').length, imports: importsOf(text, path) };
    });
}

/** What a file imports: `#libs/x` as it is, relative paths resolved from the root, packages by name. */
function importsOf(text: string, path: string): string[] {
  const specifiers = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '');
  const folder = resolve(root, path, '..');
  return specifiers.map((specifier) =>
    specifier.startsWith('.') ? relative(root, resolve(folder, specifier)).split(sep).join('/') : specifier,
  );
}

const sources = [...sourcesBelow('apps'), ...sourcesBelow('libs')];
const isTest = ({ path }: Source): boolean =>
  /\.(spec|kafka-spec)\.ts$|\/(testing|service-stage)\//.test(path);
const production = sources.filter((source) => !isTest(source));

const appOf = (path: string): string | undefined => /^apps\/([^/]+)\//.exec(path)?.[1];
const libOf = (path: string): string | undefined => /^(?:libs\/|#libs\/)([^/]+)/.exec(path)?.[1];

/** Every import that breaks a rule, as `file → import`. */
const offences = (files: Source[], breaks: (source: Source, imported: string) => boolean): string[] =>
  files.flatMap((source) =>
    source.imports
      .filter((imported) => breaks(source, imported))
      .map((imported) => `${source.path} → ${imported}`),
  );

describe('the import rules', () => {
  it('let no app import another app, but for the standalone that starts them all', () => {
    const broken = offences(
      sources.filter(({ path }) => appOf(path) !== undefined && appOf(path) !== 'standalone'),
      ({ path }, imported) => appOf(imported) !== undefined && appOf(imported) !== appOf(path),
    );
    expect(broken).toEqual([]);
  });

  it('let no library import an app', () => {
    const libraries = sources.filter(({ path }) => libOf(path) !== undefined);
    expect(offences(libraries, (_source, imported) => appOf(imported) !== undefined)).toEqual([]);
  });

  it('let contracts and problems import no other library', () => {
    const leaves = production.filter(({ path }) => ['contracts', 'problems'].includes(libOf(path) ?? ''));
    const broken = offences(leaves, ({ path }, imported) => {
      const library = libOf(imported);
      return library !== undefined && library !== libOf(path);
    });
    expect(broken).toEqual([]);
  });

  it('reach libraries by their name and only through their index', () => {
    const deep = offences(sources, ({ path }, imported) =>
      imported.startsWith('libs/')
        ? libOf(imported) !== libOf(path)
        : /^#libs\/[^/]+\/(?!testing)/.test(imported),
    );
    expect(deep).toEqual([]);
  });

  it('keep specimens and test means out of the services', () => {
    const services = production.filter(
      ({ path }) => appOf(path) !== undefined && appOf(path) !== 'standalone',
    );
    const broken = offences(services, (_source, imported) =>
      ['specimens', 'testing', 'service-stage'].includes(libOf(imported) ?? ''),
    );
    expect(broken).toEqual([]);
  });

  it('leave no circle between files, not even of types', () => {
    const edges = new Map(
      production.map(({ path, imports }) => [
        path,
        imports.map((imported) => imported.replace(/\.js$/, '.ts')),
      ]),
    );
    const state = new Map<string, 'open' | 'done'>();
    const circles: string[] = [];
    const visit = (path: string, trail: string[]): void => {
      if (state.get(path) === 'done' || !edges.has(path)) return;
      if (state.get(path) === 'open')
        return void circles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
      state.set(path, 'open');
      for (const next of edges.get(path) ?? []) visit(next, [...trail, path]);
      state.set(path, 'done');
    };
    for (const path of edges.keys()) visit(path, []);
    expect(circles).toEqual([]);
  });

  it('keep libraries free of circles', () => {
    const edges = new Map<string, Set<string>>();
    for (const { path, imports } of production) {
      const from = libOf(path);
      if (!from) continue;
      const to = imports
        .map(libOf)
        .filter((library): library is string => library !== undefined && library !== from);
      edges.set(from, new Set([...(edges.get(from) ?? []), ...to]));
    }
    const reaches = (from: string, target: string, seen = new Set<string>()): boolean =>
      [...(edges.get(from) ?? [])].some(
        (next) => next === target || (!seen.has(next) && reaches(next, target, seen.add(next))),
      );
    expect([...edges.keys()].filter((library) => reaches(library, library))).toEqual([]);
  });

  it('keep the framework, the database and the clock out of models and rules', () => {
    const pure = production.filter(({ path }) =>
      /^apps\/workflow\/src\/(rules|fields|steps)\/|^apps\/workflow\/src\/sessions\/session(\.states)?\.ts$|^apps\/screening\/src\/matching\/|^apps\/subsession\/src\/ownership\//.test(
        path,
      ),
    );
    expect(pure.length).toBeGreaterThan(20);
    expect(
      offences(pure, (_source, imported) =>
        /^(@nestjs\/|mongodb$|#libs\/(persistence|messaging))/.test(imported),
      ),
    ).toEqual([]);
    expect(
      pure.filter(({ text }) => /\bDate\.now\(|new Date\(\)/.test(text)).map(({ path }) => path),
    ).toEqual([]);
  });
});

describe('the sizes', () => {
  it('stay at most 350 lines a file, with a median of about 60', () => {
    expect(
      production.filter(({ lines }) => lines > 350).map(({ path, lines }) => `${path}: ${lines}`),
    ).toEqual([]);
    const sorted = production.map(({ lines }) => lines).sort((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(80);
  });

  it('stay at most five dependencies a constructor', () => {
    const long = production.flatMap(({ path, text }) =>
      [...text.matchAll(/constructor\(([\s\S]*?)\)\s*\{/g)]
        .filter(([, parameters = '']) => parameters.split('\n').filter((line) => /:\s/.test(line)).length > 5)
        .map(() => path),
    );
    expect(long).toEqual([]);
  });

  it('leave no folder to sweep things into', () => {
    const swept = production.filter(({ path }) => /\/(utils?|helpers?|common|misc|shared)[./]/.test(path));
    expect(swept.map(({ path }) => path)).toEqual([]);
  });
});

describe('the habits', () => {
  it('hold no escape from the type checker or the linter', () => {
    const codeOf = (text: string): string => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\s\/\/.*$/gm, '');
    const escapes = sources.filter(
      ({ text }) =>
        /@ts-(ignore|expect-error|nocheck)|eslint-disable/.test(text) ||
        /\bas any\b|<any>|: any\b/.test(codeOf(text)),
    );
    expect(escapes.map(({ path }) => path)).toEqual([]);
  });

  it('leave nothing to be done where behaviour should be', () => {
    const unfinished = production.filter(({ text }) => /\b(TODO|FIXME)\b/.test(text));
    expect(unfinished.map(({ path }) => path)).toEqual([]);
  });

  it('read the environment in one place', () => {
    const readers = production.filter(({ text }) => text.includes('process.env')).map(({ path }) => path);
    const allowed = /^libs\/(platform\/src\/config|testing)\/|^apps\/standalone\/src\/demo\//;
    expect(readers.filter((path) => !allowed.test(path))).toEqual([]);
  });
});
