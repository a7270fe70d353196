import { type ReadingWarning } from '../document-analyzer.js';
import { type ExtractedField, type ExtractedFields } from '../extracted-fields.js';
import { type TextLine } from '../text-line.js';
import { comparable } from './normalise.js';
import { isTransliteration, mayBeSameName } from './transliteration.js';

/** Two independent places that agree; and a value that the other zone contradicts. */
const agreedConfidence = 0.97;
const disputedConfidence = 0.6;

const comparedNames = ['document_number', 'date_of_birth', 'date_of_expiry', 'sex', 'nationality'] as const;

/**
 * Puts the machine readable zone first and the visual zone beside it: what only the visual zone says is added, names
 * take the visual zone's spelling when it transliterates to the zone's, and what the two say differently is kept as the
 * zone has it, with a warning that names the fields.
 */
export function mergeIdentityFields(
  mrz: ExtractedFields,
  visual: ExtractedFields,
  lines: readonly TextLine[],
): { fields: ExtractedFields; warnings: ReadingWarning[] } {
  const fields: ExtractedFields = { ...visual, ...mrz };
  const disputed: string[] = [];
  const isVisa = mrz.mrz?.format.startsWith('MRV') ?? false;
  for (const name of comparedNames) {
    // The zone of a visa may carry the number of the passport it is in.
    if (isVisa && name === 'document_number') continue;
    const [zone, seen] = [mrz[name], visual[name]];
    if (!zone || !seen) continue;
    if (comparable(zone.value) === comparable(seen.value)) fields[name] = agreed(zone);
    else disputed.push(name);
  }
  for (const name of ['surname', 'given_names'] as const) {
    const zone = mrz[name];
    if (!zone) continue;
    const printed = printedName(zone.value, visual[name], lines);
    if (printed !== undefined)
      fields[name] = { ...zone, value: printed, confidence: agreedConfidence, source: 'visual_zone' };
    else if (visual[name] && !mayBeSameName(visual[name].value, zone.value)) disputed.push(name);
  }
  fields.full_name = fullName(fields) ?? fields.full_name;
  if (!fields.full_name) delete fields.full_name;
  const warnings: ReadingWarning[] =
    disputed.length === 0
      ? []
      : [
          {
            code: 'visual_zone_mismatch',
            detail: `The visual zone reads differently: ${disputed.join(', ')}.`,
          },
        ];
  return { fields, warnings };
}

function agreed(field: ExtractedField): ExtractedField {
  return field.confidence < 0.5
    ? { ...field, confidence: disputedConfidence - 0.15 }
    : { ...field, confidence: Math.max(field.confidence, agreedConfidence) };
}

/** The name as printed: the labelled one, or any line of its own that transliterates to the zone's name. */
function printedName(
  zoneName: string,
  labelled: ExtractedField | undefined,
  lines: readonly TextLine[],
): string | undefined {
  if (labelled && isTransliteration(labelled.value, zoneName)) return spaced(labelled.value, zoneName);
  const line = lines.find(({ text }) => !text.includes('<') && isTransliteration(text, zoneName));
  return line && spaced(line.text, zoneName);
}

/** Readers lose spaces between words: a printed name that differs from the zone's only in them is the zone's. */
function spaced(printed: string, zoneName: string): string {
  const clean = printed
    .replace(/\s+/g, ' ')
    .replace(/[.,]+$/, '')
    .trim();
  const bare = clean.replace(/[\s]/g, '').toUpperCase();
  return bare === zoneName.replace(/\s/g, '') ? zoneName : clean;
}

function fullName({ given_names: given, surname }: ExtractedFields): ExtractedField | undefined {
  const parts = [given, surname].filter((part) => part !== undefined);
  if (parts.length === 0) return undefined;
  return {
    value: parts.map((part) => part.value).join(' '),
    confidence: Math.min(...parts.map((part) => part.confidence)),
    source: parts[0]!.source,
  };
}
