import { createHash } from 'node:crypto';
import type { Case } from './case.js';

/**
 * SHA-256 (hex) of a case in a canonical form: keys sorted, the lists of a case sorted because they are sets. Equal
 * cases hash equally whatever order they were put together in, and after they were stored and read again.
 */
export function inputsHash(facts: Case): string {
  const parts = Object.entries(facts)
    .sort(byKey)
    .map(([key, part]: [string, unknown]) => {
      const text = Array.isArray(part) ? `[${part.map(canonical).sort().join()}]` : canonical(part);
      return `${JSON.stringify(key)}:${text}`;
    });
  return createHash('sha256').update(`{${parts.join()}}`).digest('hex');
}

/** JSON with sorted keys; what JSON leaves out is left out. */
function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  return `{${entries
    .sort(byKey)
    .map(([key, part]) => `${JSON.stringify(key)}:${canonical(part)}`)
    .join()}}`;
}

const byKey = ([a]: [string, unknown], [b]: [string, unknown]): number => (a < b ? -1 : 1);
