import { kindOfMrz } from '../classification/kind-of-mrz.js';
import { kindOfText, provesAddress } from '../classification/kind-of-text.js';
import { type DocumentKind, type DocumentReading, type ReadingWarning } from '../document-analyzer.js';
import { type ExtractedFields } from '../extracted-fields.js';
import { companyFields } from '../fields/company-fields.js';
import { mergeIdentityFields } from '../fields/merge-identity.js';
import { fieldsOfMrz } from '../fields/mrz-fields.js';
import { statementFields } from '../fields/statement-fields.js';
import { visualZoneFields } from '../fields/visual-zone.js';
import { type MrzReading } from '../mrz/mrz-reading.js';
import { type TextLine } from '../text-line.js';

/** The text of a document, however it was obtained. */
export interface DocumentText {
  lines: readonly TextLine[];
  mrz?: MrzReading;
  source: 'visual_zone' | 'text_layer';
}

/** Document types of requirements that are met by papers of a company. */
const companyTypes: ReadonlySet<string> = new Set([
  'company_charter',
  'articles_of_incorporation',
  'certificate_of_incorporation',
  'shareholder_registry',
  'beneficial_owners',
  'operating_agreement',
  'tax_certificate',
]);

/** Kinds that carry a machine readable zone, so that its absence is worth a warning. */
const kindsWithMrz: ReadonlySet<DocumentKind> = new Set([
  'passport',
  'visa',
  'residence_permit',
  'national_id',
]);

/**
 * Turns the text of a document into its kind and fields. `documentType` is what was asked for; it decides how a
 * document is read whose own words do not tell. Pure: the same text gives the same reading. `today` is an ISO date.
 */
export function interpretDocument(text: DocumentText, documentType: string, today: string): DocumentReading {
  const { lines, mrz, source } = text;
  if (mrz) return withMrz(mrz, text, today);
  if (lines.length === 0) {
    return reading('unknown', {}, [{ code: 'text_unreadable', detail: 'No text could be read.' }]);
  }
  const { kind, confidence } = kindOfText(lines);
  if (provesAddress(kind) || (kind === 'unknown' && documentType === 'proof_of_address')) {
    return reading(kind, withKind(statementFields(lines, source), kind, confidence, source), []);
  }
  if (kind === 'company_document' || (kind === 'unknown' && companyTypes.has(documentType))) {
    return reading(kind, companyFields(lines, source), []);
  }
  const fields = withKind(visualZoneFields(lines, source, today), kind, confidence, source);
  const expectsMrz = kindsWithMrz.has(kind) || documentType === 'passport' || documentType.startsWith('id');
  return reading(
    kind,
    fields,
    expectsMrz ? [{ code: 'mrz_not_found', detail: 'No machine readable zone was found.' }] : [],
  );
}

function withMrz(mrz: MrzReading, { lines, source }: DocumentText, today: string): DocumentReading {
  const zone = fieldsOfMrz(mrz, today);
  const visible = lines.filter((line) => !line.text.includes('<<'));
  const merged = mergeIdentityFields(zone.fields, visualZoneFields(visible, source, today), visible);
  const zoneKind = kindOfMrz(mrz);
  // Many states give residence permits the code of an identity card; the words on the card tell them apart.
  const isPermit = zoneKind === 'national_id' && kindOfText(visible).kind === 'residence_permit';
  const kind = isPermit ? 'residence_permit' : zoneKind;
  const confidence = mrz.valid ? 0.98 : 0.8;
  const fields: ExtractedFields = {
    ...merged.fields,
    document_kind: { value: kind, confidence, source: isPermit ? source : 'mrz' },
  };
  return reading(kind, fields, [...zone.warnings, ...merged.warnings]);
}

function withKind(
  fields: ExtractedFields,
  kind: DocumentKind,
  confidence: number,
  source: DocumentText['source'],
): ExtractedFields {
  return kind === 'unknown' ? fields : { ...fields, document_kind: { value: kind, confidence, source } };
}

function reading(
  documentKind: DocumentKind,
  fields: ExtractedFields,
  warnings: ReadingWarning[],
): DocumentReading {
  return { provider: 'local', documentKind, fields, warnings };
}
