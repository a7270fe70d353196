import { machineReadableDate, parseCalendarDate } from '../calendar-date.js';
import { refuse } from '../refusal.js';
import { specimenState, type SpecimenPerson } from '../specimen-person.js';
import { checkDigit } from './check-digit.js';
import { nameField } from './name-field.js';
import { transliterateName } from './transliteration.js';

/** ICAO Doc 9303-3, section 5: Germany alone has a code of one letter. */
const icaoStates = new Map([['DEU', 'D']]);

/** The state code as both zones write it, without fillers. */
export function stateCode(pointer: string, code: string): string {
  const capitals = code.toUpperCase();
  if (!/^[A-Z]{1,3}$/.test(capitals)) {
    throw refuse(pointer, 'state_code', `${pointer.slice(1)} must be a state code of up to three letters`);
  }
  return icaoStates.get(capitals) ?? capitals;
}

function dataField(pointer: string, text: string, length: number): string {
  const written = text.toUpperCase().replace(/[\s-]/g, '<');
  if (!/^[A-Z0-9<]*$/.test(written) || written.length > length) {
    throw refuse(pointer, 'format', `${pointer.slice(1)} must be up to ${length} letters and digits`);
  }
  return written.padEnd(length, '<');
}

function upperLine(person: SpecimenPerson): string {
  const surname = transliterateName('/surname', person.surname);
  const givenNames = transliterateName('/givenNames', person.givenNames);
  if (surname === '' && givenNames === '') throw refuse('/surname', 'required', 'a name is required');
  const state = stateCode('/issuingState', person.issuingState ?? specimenState).padEnd(3, '<');
  // A single name always stands as the primary identifier (9303-3, 4.6).
  const name = surname === '' ? nameField(givenNames, '') : nameField(surname, givenNames);
  return `P<${state}${name}`;
}

function lowerLine(person: SpecimenPerson): string {
  const number = dataField('/documentNumber', person.documentNumber, 9);
  if (/^<*$/.test(number)) throw refuse('/documentNumber', 'required', 'documentNumber is required');
  const nationality = stateCode('/nationality', person.nationality).padEnd(3, '<');
  const birth = machineReadableDate(parseCalendarDate('/dateOfBirth', person.dateOfBirth));
  const expiry = machineReadableDate(parseCalendarDate('/dateOfExpiry', person.dateOfExpiry));
  const personal = dataField('/personalNumber', person.personalNumber ?? '', 14);
  const checkedNumber = number + checkDigit(number);
  const checkedBirth = birth + checkDigit(birth);
  const checkedExpiry = expiry + checkDigit(expiry);
  // 9303-4, 4.2.2.2: an unused field may carry a filler instead of the digit 0.
  const checkedPersonal = personal + (/^<*$/.test(personal) ? '<' : checkDigit(personal));
  const sex = person.sex === 'X' ? '<' : person.sex;
  const composite = checkDigit(checkedNumber + checkedBirth + checkedExpiry + checkedPersonal);
  return checkedNumber + nationality + checkedBirth + sex + checkedExpiry + checkedPersonal + composite;
}

/**
 * The two lines of 44 characters of a TD3 passport (ICAO Doc 9303-4, 4.2.2). Refuses (`DomainRefusal`,
 * `invalid_submission`) names that are not Latin, numbers that do not fit, unknown shapes of codes and dates.
 */
export function passportMrz(person: SpecimenPerson): [string, string] {
  return [upperLine(person), lowerLine(person)];
}
