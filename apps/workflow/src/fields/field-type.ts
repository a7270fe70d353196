import type { Static, TProperties, TSchema } from '@sinclair/typebox';
import type { DocumentView } from '#libs/contracts';

/** One thing wrong with a value or with a definition; `at` is a JSON pointer relative to it, empty for the whole. */
export interface Mistake {
  at: string;
  code: string;
  detail: string;
}

/** What a field made of a submitted value: the normalised value to keep, or what is wrong with it. */
export type FieldResult = { ok: true; value: unknown } | { ok: false; mistakes: readonly Mistake[] };

export const accept = (value: unknown): FieldResult => ({ ok: true, value });
export const refuse = (code: string, detail: string, at = ''): FieldResult => ({
  ok: false,
  mistakes: [{ at, code, detail }],
});

/** More mistakes than this are not listed. */
export const mostMistakes = 100;

/** One mistake for each property that an object cannot have. */
export function unknownProperties(keys: Iterable<string>, detail: string): Mistake[] {
  return [...keys].slice(0, mostMistakes).map((key) => {
    const token = key.slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1');
    return { at: `/${token}`, code: 'unknown_property', detail };
  });
}

/** What a value is read against. */
export interface FieldContext {
  /** ISO date that limits like `today-18y` refer to */
  today: string;
  /** Documents that were uploaded in the step. */
  documents: readonly DocumentView[];
  /** The value of a field around the one that is read: of a form that it is nested in, or of an earlier step. */
  around?: (fieldId: string) => unknown;
}

/**
 * One kind of form field. `options` are the properties that its definition may have beside the common ones; `read`
 * judges and normalises a submitted value that is neither null nor an empty string.
 */
export interface FieldType<O extends TProperties = TProperties> {
  type: string;
  options: O;
  /** Finds mistakes that a schema cannot: an unknown country, a minimum above the maximum. */
  checkOptions?(definition: OptionsOf<O>, today: string): Mistake[];
  read(value: unknown, definition: OptionsOf<O>, context: FieldContext): FieldResult;
}

/** A field definition with its options as the schema types them. */
export type OptionsOf<O extends TProperties> = {
  [K in keyof O]: O[K] extends TSchema ? Static<O[K]> : never;
} & { field_id?: string };

export function defineField<O extends TProperties>(field: FieldType<O>): FieldType<O> {
  return field;
}
