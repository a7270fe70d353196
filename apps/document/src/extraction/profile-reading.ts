import type { Remark } from '../documents/document.js';
import type { DocumentReading, ExtractedField, ProfileField } from '../reading/index.js';

/**
 * What a document says with what its profile found in it. The profile goes before what was read without it, except for
 * what the machine readable zone says: no label vouches for a value as a check digit does. Pure.
 */
export function withProfile(
  { fields, warnings, profileFields = {} }: DocumentReading,
  wanted: readonly ProfileField[],
): { fields: Record<string, unknown>; warnings: Remark[] } {
  const own = new Map<string, unknown>(Object.entries(fields));
  const isOfZone = (name: string): boolean => (own.get(name) as Partial<ExtractedField>)?.source === 'mrz';
  const added = Object.entries(profileFields).filter(([name]) => !isOfZone(name));
  const merged = Object.fromEntries([...own, ...added]);
  const missing = wanted.filter(({ name, required }) => required && !Object.hasOwn(merged, name));
  return { fields: merged, warnings: [...warnings, ...missing.map(({ name }) => fieldMissing(name))] };
}

function fieldMissing(name: string): Remark {
  return { code: 'field_missing', detail: `The field ${name} of the extraction profile was not found.` };
}
