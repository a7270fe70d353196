import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAtOrBelow, pathOf, toToken, valueAt } from './json-pointer.js';
import { parseDefinition, type ParsedDefinition } from './parse-definition.js';
import { plainStep } from './testing/minimal-definition.js';

type Json = Record<string, unknown>;

const folder = join(import.meta.dirname, 'testing/spec-fragments');
const whole = readdirSync(folder)
  .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Json)
  .filter((fragment) => Array.isArray(fragment['steps']));

const parse = (input: unknown): ParsedDefinition => parseDefinition(input, '2026-11-23');

describe('any JSON', () => {
  const names = [
    'steps',
    'name',
    'validation_config',
    'type',
    'custom_fields',
    '__proto__',
    'constructor',
    'x',
  ];
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.jsonValue({ maxDepth: 1 }),
      fc.constantFrom('form_fill', 'liveness', 'document_upload', '\ud800', Infinity, -0, 1e308, ''),
      fc.array(tie('any'), { maxLength: 4 }),
      // As JSON.parse makes it: `__proto__` is a property like any other.
      fc
        .array(fc.tuple(fc.constantFrom(...names), tie('any')), { maxLength: 5 })
        .map((entries) => Object.fromEntries(entries)),
    ),
  })).any;

  it('is answered without a throw', () => {
    fc.assert(
      fc.property(value, (input) => void parse(input)),
      { numRuns: 500 },
    );
  });

  it('is answered so in any place of a definition', () => {
    const place = fc.constantFrom('steps', 'validation_config', 'tags', 'entity_types', 'ttl_days');
    fc.assert(
      fc.property(place, value, (name, input) => {
        parse({ name: 'T', steps: [plainStep(1)], [name]: input });
        parse({ name: 'T', steps: [plainStep(1, { custom_fields: input }), input] });
        parse({ name: 'T', steps: [plainStep(1)], validation_config: { automation_rules: input } });
      }),
      { numRuns: 300 },
    );
  });

  // So many that work which grows with their square would not end within the time of a test.
  const many = <T>(one: T): T[] => Array.from({ length: 100_000 }, () => one);
  it.each<[string, unknown]>([
    ['deep nesting', JSON.parse(`{"steps":${'['.repeat(20_000)}${']'.repeat(20_000)}}`)],
    ['a long list of steps', { name: 'T', steps: many(plainStep(1)) }],
    ['a long list of nothing', { name: 'T', steps: many(null) }],
    ['a long list of tags', { name: 'T', steps: [plainStep(1)], tags: many('x') }],
    ['many different entity types', { entity_types: many(0).map((_, i) => i) }],
    ['many unknown properties', Object.fromEntries(many(0).map((_, i) => [`x${i}`, i]))],
    ['a long list of rules', { validation_config: { automation_rules: { country_rules: many({}) } } }],
    ['a number beyond a double', JSON.parse('{"name":"T","ttl_days":1e400}')],
    ['a text as long as a body', { name: 'x'.repeat(1_000_000), steps: [plainStep(1)] }],
  ])('is refused for %s, with a bounded list of mistakes', (_what, input) => {
    const parsed = parse(input);
    expect(parsed.ok).toBe(false);
    expect(parsed.ok || parsed.errors.length).toBeLessThanOrEqual(100);
  });

  it('changes nothing of what it was given, nor of what objects inherit', () => {
    const input = JSON.parse(
      '{"__proto__":{"polluted":true},"steps":[{"__proto__":{"polluted":true}}]}',
    ) as Json;
    const before = JSON.stringify(input);
    expect(parse(input)).toMatchObject({ ok: false });
    expect(JSON.stringify(input)).toBe(before);
    expect(({} as Json)['polluted']).toBeUndefined();
  });
});

describe('a good definition with one thing changed', () => {
  /** Every place of a value, as JSON pointers. */
  const placesOf = (value: unknown, at = ''): string[] =>
    typeof value !== 'object' || value === null
      ? [at]
      : [at, ...Object.entries(value).flatMap(([key, part]) => placesOf(part, `${at}/${toToken(key)}`))];

  function changed(input: Json, pointer: string, to: { value: unknown } | undefined): unknown {
    const copy = structuredClone(input);
    const path = pathOf(pointer);
    const holder = valueAt(copy, path.slice(0, -1)) as Json;
    const last = path.at(-1) ?? '';
    if (to) holder[last] = to.value;
    else if (Array.isArray(holder)) holder.splice(Number(last), 1);
    else delete holder[last];
    return copy;
  }

  /** Where the consequences of a change may show that it has elsewhere. */
  const crossReference =
    /\/(order|step_id|field_id|auto_face_match|entity_types|operator|value(\/\d+)?|validation_tasks\/\d+)$/;

  const change = fc.constantFrom(...whole).chain((input) =>
    fc.record({
      input: fc.constant(input),
      pointer: fc.constantFrom(...placesOf(input).filter((place) => place !== '')),
      to: fc.option(
        fc.record({
          value: fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom(0, -1, '', 'id', 99, true)),
        }),
        { nil: undefined },
      ),
    }),
  );

  it('is accepted, or refused at that place or at one that refers to it', () => {
    fc.assert(
      fc.property(change, ({ input, pointer, to }) => {
        const mutant = changed(input, pointer, to);
        const parsed = parse(mutant);
        const errors = parsed.ok ? [] : parsed.errors;
        for (const error of errors) {
          expect(valueAt({ mutant }, ['mutant', ...pathOf(error.pointer).slice(0, -1)])).not.toBeUndefined();
          const holder = pointer.slice(0, pointer.lastIndexOf('/'));
          const isThere = isAtOrBelow(error.pointer, pointer) || isAtOrBelow(error.pointer, holder);
          expect(isThere || crossReference.test(error.pointer) ? '' : `${pointer}: ${error.pointer}`).toBe(
            '',
          );
        }
        const places = errors.map((error) => error.pointer);
        expect(new Set(places).size).toBe(places.length);
      }),
      { numRuns: 1_000 },
    );
  });
});
