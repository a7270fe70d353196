import type { Static, TProperties, TSchema } from '@sinclair/typebox';

/** What a field made of a submitted value: the normalised value to keep, or the one mistake to show. */
export type FieldResult = { ok: true; value: unknown } | { ok: false; code: string; detail: string };

export const accept = (value: unknown): FieldResult => ({ ok: true, value });
export const refuse = (code: string, detail: string): FieldResult => ({ ok: false, code, detail });

/** A mistake in a field's definition, `at` relative to the field (`/pattern`). */
export interface OptionMistake {
  at: string;
  code: string;
  detail: string;
}

/**
 * One kind of form field. `options` are the properties that its definition may have beside the common ones; `read`
 * judges and normalises a submitted value that is neither null nor an empty string.
 */
export interface FieldType<O extends TProperties = TProperties> {
  type: string;
  options: O;
  /** Finds mistakes that a schema cannot: an unknown country, a minimum above the maximum. */
  checkOptions?(definition: OptionsOf<O>): OptionMistake[];
  read(value: unknown, definition: OptionsOf<O>, today: string): FieldResult;
}

/** A field definition with its options as the schema types them. */
export type OptionsOf<O extends TProperties> = {
  [K in keyof O]: O[K] extends TSchema ? Static<O[K]> : never;
};

export function defineField<O extends TProperties>(field: FieldType<O>): FieldType<O> {
  return field;
}
