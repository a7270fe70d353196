import { type ReadingWarning } from '../document-analyzer.js';
import { type ExtractedFields } from '../extracted-fields.js';
import { countryOfMrzCode } from '../mrz/mrz-countries.js';
import { birthDate, expiryDate } from '../mrz/mrz-dates.js';
import { type MrzCheckName, type MrzReading } from '../mrz/mrz-reading.js';

/** Confidence of a value by what vouches for it. Below 0.5 means contradicted. */
const confidences = {
  checked: 0.99,
  checkedAfterRepair: 0.93,
  unchecked: 0.9,
  uncheckedAfterRepair: 0.8,
  contradicted: 0.4,
};

/** Sex as ICAO Doc 9303-3 prints it: the filler stands for unspecified. */
const sexes: Readonly<Record<string, string>> = { M: 'M', F: 'F', X: 'X', '<': 'X' };

/** What a solved machine readable zone says, in the terms of the public contract. `today` is an ISO date. */
export function fieldsOfMrz(
  mrz: MrzReading,
  today: string,
): { fields: ExtractedFields; warnings: ReadingWarning[] } {
  const warnings = checkWarnings(mrz);
  const fields: ExtractedFields = { mrz: mrzField(mrz) };
  const put = (
    name: Exclude<keyof ExtractedFields, 'mrz' | 'directors' | 'shareholders'>,
    value: string | undefined,
    check?: MrzCheckName,
  ) => {
    if (value) fields[name] = { value, confidence: confidenceOf(mrz, check), source: 'mrz' };
  };
  put('document_number', mrz.documentNumber, 'document_number');
  put('surname', mrz.surname);
  put('given_names', mrz.givenNames);
  put('full_name', [mrz.givenNames, mrz.surname].filter(Boolean).join(' '));
  put('sex', sexes[mrz.sex]);
  put('nationality', countryOfMrzCode(mrz.nationality));
  put('issuing_country', countryOfMrzCode(mrz.issuer));
  put('personal_number', mrz.personalNumber, 'personal_number');
  put('date_of_birth', dateOr(warnings, 'birth', birthDate(mrz.birth, today)), 'date_of_birth');
  if (isPermanent(mrz)) {
    warnings.push({ code: 'no_expiry_date', detail: 'The document is valid permanently.' });
  } else {
    put('date_of_expiry', dateOr(warnings, 'expiry', expiryDate(mrz.expiry, today)), 'date_of_expiry');
  }
  if (mrz.nameTruncated) {
    warnings.push({
      code: 'name_truncated',
      detail: 'The names fill the machine readable zone and may be cut off.',
    });
  }
  return { fields, warnings };
}

/** Spanish identity cards of older holders never expire and say 9999-01-01 (`990101`). */
const isPermanent = (mrz: MrzReading) =>
  mrz.issuer === 'ESP' && mrz.format === 'TD1' && mrz.expiry === '990101';

function mrzField(mrz: MrzReading): NonNullable<ExtractedFields['mrz']> {
  const { format, lines, repairs, valid } = mrz;
  return { format, lines: [...lines], check_digits: { ...mrz.checkDigits }, repairs, valid };
}

/** A value that its own check digit contradicts, or that fails together with the composite alone, is not trusted. */
function confidenceOf(mrz: MrzReading, check?: MrzCheckName): number {
  const repaired = mrz.repairs > 0;
  if (check === undefined) return repaired ? confidences.uncheckedAfterRepair : confidences.unchecked;
  if (mrz.checkDigits[check] === false) return confidences.contradicted;
  if (mrz.checkDigits.composite === false) return confidences.uncheckedAfterRepair;
  return repaired ? confidences.checkedAfterRepair : confidences.checked;
}

function checkWarnings(mrz: MrzReading): ReadingWarning[] {
  const failed = Object.entries(mrz.checkDigits).flatMap(([name, agrees]) => (agrees ? [] : [name]));
  const warnings: ReadingWarning[] = [];
  if (failed.length > 0) {
    warnings.push({
      code: 'mrz_check_digit_failed',
      detail: `Check digits that do not agree: ${failed.join(', ')}.`,
    });
  }
  if (mrz.repairs > 0) {
    warnings.push({ code: 'mrz_repaired', detail: `${mrz.repairs} characters of the zone were repaired.` });
  }
  return warnings;
}

function dateOr(
  warnings: ReadingWarning[],
  which: 'birth' | 'expiry',
  date: string | undefined,
): string | undefined {
  if (date === undefined) {
    warnings.push({
      code: 'mrz_date_invalid',
      detail: `The date of ${which} is incomplete or does not exist.`,
    });
  }
  return date;
}
