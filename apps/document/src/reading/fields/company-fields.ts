import { type ExtractedFields, type FieldSource } from '../extracted-fields.js';
import { type TextLine } from '../text-line.js';
import { companyLabels, type CompanyFieldName } from './company-labels.js';
import { valueCandidates } from './labels.js';
import { partyFields } from './parties/party-fields.js';
import { dayOrderOf, findDate } from './text-dates.js';

const labelledConfidence = 0.9;
const sentenceConfidence = 0.85;

/** What a registry's certificate or extract labels, or says in the sentences certificates use. */
export function companyFields(lines: readonly TextLine[], source: FieldSource): ExtractedFields {
  const fields: ExtractedFields = {};
  const put = (name: CompanyFieldName, value: string | undefined, confidence: number) => {
    if (!value || fields[name]) return;
    fields[name] = { value, confidence: Math.round(confidence * 100) / 100, source };
  };
  const order = dayOrderOf(lines.map((line) => line.text));
  const isLabelLine = (line: TextLine) => companyLabels.find(line) !== undefined;
  for (const line of lines) {
    const label = companyLabels.find(line);
    if (!label || label.name === 'other') continue;
    const name: CompanyFieldName = label.name;
    for (const candidate of valueCandidates(label, lines, isLabelLine)) {
      const value = readValue(name, candidate.text, order);
      if (value === undefined) continue;
      put(name, value, labelledConfidence * candidate.confidence);
      break;
    }
  }
  const certainty = sentenceConfidence * Math.min(1, ...lines.map((line) => line.confidence));
  const text = lines.map((line) => line.text).join(' ');
  put('company_name', certifiedName(text), certainty);
  put('incorporation_date', certifiedDate(text), certainty);
  return { ...fields, ...partyFields(lines, source, fields.company_name?.value) };
}

function readValue(
  name: CompanyFieldName,
  text: string,
  order: ReturnType<typeof dayOrderOf>,
): string | undefined {
  switch (name) {
    case 'company_name':
      return /\p{L}{2}/u.test(text) && text.length <= 160 ? text.trim() : undefined;
    case 'registration_number':
    case 'tax_id':
      return registryNumber(text);
    case 'incorporation_date':
      return findDate(text, order && { order });
    case 'registered_address':
      return /\d/.test(text) && /\p{L}{3}/u.test(text) ? text.trim() : undefined;
  }
}

/** Four characters and more with digits, perhaps after letters such as `HRB` or `SC`. */
function registryNumber(text: string): string | undefined {
  const number = /^(?:No\.? ?|# ?)?((?:[A-Z]{1,4}[ -]?)?\d[\dA-Z .-]{2,24})/i.exec(text.trim())?.[1];
  return number?.trim().replace(/[ .-]+$/, '');
}

/** "… hereby certifies that EXAMPLE LIMITED is this day incorporated …" */
function certifiedName(text: string): string | undefined {
  const match =
    /certif(?:y|ies)\s+that\s+(.{2,160}?),?\s+(?:is|was|has been|have been)\s+(?:this day\s+|on\b|duly\s+)?(?:incorporated|registered|formed)/i.exec(
      text,
    );
  return match?.[1]?.trim();
}

/** "… incorporated … on 4th March 2020", "Given at Companies House, Cardiff, on 4th March 2020" */
function certifiedDate(text: string): string | undefined {
  const match =
    /(?:incorporated|formed|given at)\b[^.]{0,160}?\bon\s+(?:the\s+)?(\d{1,2}(?:st|nd|rd|th)?\s+(?:day of\s+)?\p{L}+,?\s+\d{4})/iu.exec(
      text,
    );
  return match ? findDate(match[1]!.replace(/day of\s+/i, '')) : undefined;
}
