import type { DocumentView } from '#libs/contracts';
import type { FieldError } from '#libs/problems';
import { isAlpha2 } from '../fields/country/iso-country.js';
import { isCalendarDate } from '../fields/date/calendar.js';
import type { GivenDocument } from './given-case.dto.js';

export interface ReadDocuments {
  documents: DocumentView[];
  errors: FieldError[];
}

/** Completes made-up documents to what the document service would show. Pointers are below `/case/documents`. */
export function readGivenDocuments(given: readonly GivenDocument[]): ReadDocuments {
  const errors: FieldError[] = [];
  const documents = given.map((document, i) => {
    const fields: Record<string, unknown> = {};
    for (const [name, datum] of Object.entries(document.fields)) {
      const read = readField(name, datum);
      fields[name] = read.datum;
      const pointer = `/case/documents/${i}/fields/${escape(name)}`;
      errors.push(...read.mistakes.map(({ at, ...mistake }) => ({ pointer: pointer + at, ...mistake })));
    }
    return complete(document, fields, i);
  });
  return { documents, errors };
}

function complete(document: GivenDocument, fields: Record<string, unknown>, i: number): DocumentView {
  const kind = document.document_kind ?? (fields['document_kind'] as { value?: unknown } | undefined)?.value;
  return {
    doc_id: `simulated_document_${i}`,
    step_id: 'simulated',
    content_type: 'image/jpeg',
    size: 0,
    uploaded_at: '',
    ...document,
    ...(typeof kind === 'string' && { document_kind: kind }),
    fields,
  };
}

interface Mistake {
  at: string;
  code: string;
  detail: string;
}

interface ReadField {
  datum: unknown;
  mistakes: Mistake[];
}

const dates = new Set([
  'date_of_birth',
  'date_of_expiry',
  'date_of_issue',
  'issue_date',
  'incorporation_date',
]);
const countries = new Set(['nationality', 'issuing_country', 'incorporation_country']);

/** A plain value is one that was read with certainty. `mrz` is an object of its own. */
function readField(name: string, datum: unknown): ReadField {
  if (name === 'mrz') {
    const isObject = typeof datum === 'object' && datum !== null && !Array.isArray(datum);
    const mistake = { at: '', code: 'wrong_type', detail: 'must be an object, like {"valid": true}' };
    return { datum, mistakes: isObject ? [] : [mistake] };
  }
  const isRead = typeof datum === 'object' && datum !== null && 'value' in datum;
  const {
    value,
    confidence = 1,
    source = 'visual_zone',
  } = (isRead ? datum : { value: datum }) as { value: unknown; confidence?: unknown; source?: unknown };
  const at = isRead ? '/value' : '';
  const mistakes: Mistake[] = [];
  if (dates.has(name) && !(typeof value === 'string' && isCalendarDate(value)))
    mistakes.push({ at, code: 'wrong_format', detail: 'must be an existing date as YYYY-MM-DD' });
  if (countries.has(name) && !(typeof value === 'string' && isAlpha2(value)))
    mistakes.push({ at, code: 'not_allowed', detail: 'must be an ISO 3166-1 alpha-2 code' });
  if (typeof confidence !== 'number' || confidence < 0 || confidence > 1)
    mistakes.push({ at: '/confidence', code: 'out_of_range', detail: 'must be from 0 to 1' });
  return { datum: { value, confidence, source }, mistakes };
}

const escape = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');
