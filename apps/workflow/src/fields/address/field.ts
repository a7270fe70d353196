import { Type } from '@sinclair/typebox';
import { toIsoCountry } from '../country/iso-country.js';
import { accept, defineField, unknownProperties, type Mistake } from '../field-type.js';

const lines = ['line1', 'line2', 'city', 'region', 'postal_code'] as const;
const longest = 200;

/** A postal address: line1, city and country are needed, the country is kept as ISO alpha-2. */
export const addressField = defineField({
  type: 'address',
  options: { require_postal_code: Type.Boolean({ default: false }) },
  read(value, { require_postal_code }) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return { ok: false, mistakes: [{ at: '', code: 'wrong_type', detail: 'must be an object' }] };
    const given = new Map<string, unknown>(Object.entries(value));
    const needed = ['line1', 'city', 'country', ...(require_postal_code ? ['postal_code'] : [])];
    const address: Record<string, string> = {};
    const mistakes: Mistake[] = [];
    for (const key of [...lines, 'country']) {
      const text = given.get(key);
      given.delete(key);
      const part = readPart(key, text, needed.includes(key));
      if (typeof part === 'string') address[key] = part;
      else if (part) mistakes.push(part);
    }
    mistakes.push(...unknownProperties(given.keys(), 'is no part of an address'));
    return mistakes.length > 0 ? { ok: false, mistakes } : accept(address);
  },
});

/** The normalised part, undefined when it is left out, or what is wrong with it. */
function readPart(key: string, value: unknown, isNeeded: boolean): string | Mistake | undefined {
  const at = `/${key}`;
  if (value === undefined || value === null || (typeof value === 'string' && value.trim() === ''))
    return isNeeded ? { at, code: 'required', detail: 'is required' } : undefined;
  if (typeof value !== 'string') return { at, code: 'wrong_type', detail: 'must be text' };
  if (/[\p{Cc}\p{Cs}<>]/u.test(value.trim()))
    return { at, code: 'wrong_format', detail: 'has characters that an address cannot have' };
  const text = value.normalize('NFC').replace(/\s+/gu, ' ').trim();
  if (text.length > longest)
    return { at, code: 'too_long', detail: `must have at most ${longest} characters` };
  if (key !== 'country') return text;
  return (
    toIsoCountry(text) ?? {
      at,
      code: 'not_allowed',
      detail: 'must be an ISO country code or an English country name',
    }
  );
}
