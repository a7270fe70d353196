import { type ExtractedFields, type FieldSource } from '../extracted-fields.js';
import { type TextLine } from '../text-line.js';
import { addressBlocks, type AddressBlock } from './address-block.js';
import { issuerOf } from './issuer.js';
import { valueCandidates } from './labels.js';
import { personName } from './person-name.js';
import { statementLabels, type StatementLabel } from './statement-labels.js';
import { dayOrderOf, findDate } from './text-dates.js';

/** Confidence of a value by how it was found; what OCR read is scaled by how certain the reader was. */
const confidences = { labelled: 0.92, block: 0.85, letterhead: 0.7 };

type StatementFieldName = Exclude<StatementLabel, 'other'>;

/** Who a bill, statement or letter is addressed to, where, when and by whom. */
export function statementFields(lines: readonly TextLine[], source: FieldSource): ExtractedFields {
  const fields: ExtractedFields = {};
  const put = (name: StatementFieldName, value: string | undefined, confidence: number) => {
    if (!value || fields[name]) return;
    fields[name] = { value, confidence: Math.round(confidence * 100) / 100, source };
  };
  const [block] = addressBlocks(lines);
  const labelled = labelledValues(lines);
  for (const { name, value, line } of labelled) put(name, value, confidences.labelled * line.confidence);
  if (block) {
    const certainty = confidences.block * Math.min(...block.lines.map((line) => line.confidence));
    put('full_name', block.name, certainty);
    put('address', addressOf(block), certainty);
  }
  const issuer = issuerOf(lines);
  if (issuer) put('issuer', issuer.text, confidences.letterhead * issuer.confidence);
  return fields;
}

const addressOf = (block: AddressBlock) => block.lines.map((line) => line.text.replace(/,$/, '')).join(', ');

function labelledValues(
  lines: readonly TextLine[],
): { name: StatementFieldName; value: string; line: TextLine }[] {
  const order = dayOrderOf(lines.map((line) => line.text));
  const isLabelLine = (line: TextLine) => statementLabels.find(line) !== undefined;
  const values: { name: StatementFieldName; value: string; line: TextLine }[] = [];
  for (const line of lines) {
    const label = statementLabels.find(line);
    if (!label || label.name === 'other' || label.name === 'address') continue;
    const name: StatementFieldName = label.name;
    for (const candidate of valueCandidates(label, lines, isLabelLine)) {
      const value = readValue(name, candidate.text, order);
      if (value === undefined) continue;
      values.push({ name, value, line: candidate });
      break;
    }
  }
  return values;
}

function readValue(
  name: Exclude<StatementFieldName, 'address'>,
  text: string,
  order: ReturnType<typeof dayOrderOf>,
): string | undefined {
  switch (name) {
    case 'full_name':
      return personName(text);
    case 'issue_date':
      return findDate(text, {
        century: (short) => findDate(`20${short.slice(0, 2)}-${short.slice(2, 4)}-${short.slice(4)}`),
        ...(order && { order }),
      });
    case 'issuer':
      return /\p{L}{3}/u.test(text) && text.length <= 80 ? text : undefined;
    case 'account_number':
      return accountNumber(text);
  }
}

/** Five characters and more, mostly digits, as printed. */
function accountNumber(text: string): string | undefined {
  const number = /^[A-Z0-9][A-Z0-9 ./-]{3,33}[A-Z0-9]/i.exec(text.trim())?.[0];
  if (!number) return undefined;
  const digits = number.replace(/\D/g, '').length;
  return digits >= 4 && digits * 2 >= number.replace(/[ ./-]/g, '').length && findDate(number) === undefined
    ? number
    : undefined;
}
