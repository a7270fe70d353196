import countries from 'i18n-iso-countries';
import { countryOfMrzCode } from '../mrz/mrz-countries.js';
import { birthDate, expiryDate } from '../mrz/mrz-dates.js';
import { type TextLine } from '../text-line.js';
import { type FieldSource, type ExtractedFields } from '../extracted-fields.js';
import { drivingLicenceNumbers, identityLabels, type IdentityLabel } from './identity-labels.js';
import { valueCandidates, type FoundLabel } from './labels.js';
import { dayOrderOf, findDate, type DayOrder } from './text-dates.js';

/** Values found by a label are never as certain as those a check digit vouches for. */
const labelledCeiling = 0.85;

type VisualFieldName = Exclude<IdentityLabel, 'names' | 'other'>;

/** What labels on an identity document say; a label without a value of the right form beside it gives nothing. */
export function visualZoneFields(
  lines: readonly TextLine[],
  source: FieldSource,
  today: string,
): ExtractedFields {
  const fields: ExtractedFields = {};
  const order = dayOrderOf(lines.map((line) => line.text));
  const isLabelLine = (line: TextLine) => identityLabels.find(line) !== undefined && !hasOwnValue(line);
  for (const line of lines) {
    const label = identityLabels.find(line) ?? numberedLabel(line);
    if (!label || label.name === 'other' || label.name === 'names') continue;
    const name: VisualFieldName = label.name;
    if (fields[name]) continue;
    for (const candidate of valueCandidates(label, lines, isLabelLine)) {
      const value = readValue(name, candidate.text, today, order);
      if (value === undefined) continue;
      const confidence = Math.min(labelledCeiling, candidate.confidence * 0.9);
      fields[name] = { value, confidence: round(confidence), source };
      break;
    }
  }
  addFullName(fields);
  return fields;
}

const round = (value: number) => Math.round(value * 100) / 100;

function hasOwnValue(line: TextLine): boolean {
  const label = identityLabels.find(line);
  return label !== undefined && label.rest !== '' && !identityLabels.isLabel(label.rest);
}

/** `4a. 12.03.2019` on a driving licence; the number must stand at the start and be followed by a value. */
function numberedLabel(line: TextLine): FoundLabel<IdentityLabel> | undefined {
  const match = /^(1|2|3|4[ab]|5|8)[.,]\s*(?=\S)/i.exec(line.text);
  const name = match ? drivingLicenceNumbers[match[1]!.toLowerCase()] : undefined;
  return match && name ? { name, line, rest: line.text.slice(match[0].length) } : undefined;
}

function readValue(name: VisualFieldName, text: string, today: string, order?: DayOrder): string | undefined {
  switch (name) {
    case 'surname':
    case 'given_names':
      return nameValue(text);
    case 'date_of_birth':
      return findDate(text, { century: (short) => birthDate(short, today), ...(order && { order }) });
    case 'date_of_expiry':
    case 'date_of_issue':
      return findDate(text, { century: (short) => expiryDate(short, today), ...(order && { order }) });
    case 'sex':
      return sexValue(text);
    case 'nationality':
      return countryValue(text);
    case 'document_number':
    case 'personal_number':
      return numberValue(text);
    case 'address':
      return /\d/.test(text) && /\p{L}{3}/u.test(text) ? text : undefined;
  }
}

/** A name holds letters and the signs of names, and is not a label in a further language. */
function nameValue(text: string): string | undefined {
  const name = text.replace(/\s+/g, ' ').trim();
  if (!/^\p{L}[\p{L}\p{M}' ’.,-]{1,60}$/u.test(name) || identityLabels.isLabel(name)) return undefined;
  return name.includes('/') ? undefined : name.replace(/[.,]+$/, '');
}

function sexValue(text: string): string | undefined {
  const word = text.split(/[/\s|]/)[0]!.toUpperCase();
  if (/^(M|MALE|MASCULIN|MANNLICH)$/.test(word)) return 'M';
  if (/^(F|FEMALE|FEMININ|WEIBLICH)$/.test(word)) return 'F';
  return word === 'X' ? 'X' : undefined;
}

/** A code of three letters, or a country's name in English; adjectives (`BRITISH CITIZEN`) are left to the zone. */
function countryValue(text: string): string | undefined {
  const code = /^[A-Z]{3}$/.test(text.trim()) ? text.trim() : undefined;
  return code ? countryOfMrzCode(code) : countries.getAlpha2Code(text.trim(), 'en');
}

/** Five to twenty letters and digits, at least one a digit, spaces and hyphens removed. */
function numberValue(text: string): string | undefined {
  const compact = text.replace(/^[.:#°º\s]+/, '').replace(/[\s-]/g, '');
  return /^(?=.*\d)[A-Z0-9]{5,20}$/.test(compact) ? compact : undefined;
}

function addFullName(fields: ExtractedFields): void {
  const { surname, given_names: given } = fields;
  if (!surname || !given) return;
  fields.full_name = {
    value: `${given.value} ${surname.value}`,
    confidence: Math.min(surname.confidence, given.confidence),
    source: surname.source,
  };
}
