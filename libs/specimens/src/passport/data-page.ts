import { parseCalendarDate, printedDate } from '../calendar-date.js';
import { machineReadableLine, machineReadablePitch } from '../drawing/machine-readable-face.js';
import { textPath, textWidth } from '../drawing/typeface.js';
import { passportMrz, stateCode } from '../mrz/passport-mrz.js';
import { specimenState, type SpecimenPerson } from '../specimen-person.js';
import { page, pageBackground } from './background.js';

/** Where the portrait goes, in millimetres: the 35 by 45 mm of ICAO Doc 9303-4, 2.3. */
export const portraitPlace = { left: 5.5, top: 15.5, width: 35, height: 45 } as const;

interface Field {
  label: string;
  value: string;
  x: number;
  y: number;
  width: number;
}

const columns = { left: 45, middle: 64, right: 87 } as const;
const rows = [14.6, 21.8, 29, 36.2, 43.4, 50.6, 57.8] as const;

function fieldsOf(person: SpecimenPerson): Field[] {
  const { left, middle, right } = columns;
  const date = (pointer: string, text: string): string => printedDate(parseCalendarDate(pointer, text));
  const state = stateCode('/issuingState', person.issuingState ?? specimenState);
  const field = (label: string, value: string, x: number, row: number, width: number): Field => {
    return { label, value: value.toUpperCase(), x, y: rows[row] ?? 0, width };
  };
  return [
    field('Type / Type', 'P', left, 0, 12),
    field('Code of State / Code de l’État', state, middle, 0, 20),
    field('Passport No. / Passeport No.', person.documentNumber, right, 0, 34),
    field('Surname / Nom', person.surname, left, 1, 76),
    field('Given names / Prénoms', person.givenNames, left, 2, 76),
    field('Nationality / Nationalité', stateCode('/nationality', person.nationality), left, 3, 36),
    field('Personal No. / No. personnel', person.personalNumber ?? '', right, 3, 34),
    field('Date of birth / Date de naissance', date('/dateOfBirth', person.dateOfBirth), left, 4, 30),
    field('Place of birth / Lieu de naissance', person.placeOfBirth ?? '', right, 4, 34),
    field('Date of issue / Date de délivrance', date('/dateOfIssue', person.dateOfIssue), left, 5, 30),
    field('Sex / Sexe', person.sex, right, 5, 16),
    field('Date of expiry / Date d’expiration', date('/dateOfExpiry', person.dateOfExpiry), left, 6, 30),
    field('Authority / Autorité', 'Specimen Office', right, 6, 34),
  ].filter(({ value }) => value !== '');
}

function printedField({ label, value, x, y, width }: Field): string {
  return (
    textPath(label, { x, y, size: 1.75, fill: '#3f5b66', maxWidth: width }) +
    textPath(value, { x, y: y + 3.5, size: 3.1, weight: 600, maxWidth: width })
  );
}

function header(): string {
  const notice = 'Document of a fictional state, without value';
  const end = page.width - 5.5;
  const [specimenSize, noticeSize] = [5, 1.9];
  return (
    textPath('FREE ISLES OF MERIDANIA', { x: 5.5, y: 7.4, size: 4, weight: 600, fill: '#27515f' }) +
    textPath('PASSPORT / PASSEPORT', { x: 5.5, y: 11.6, size: 2.3, weight: 600, fill: '#27515f' }) +
    textPath('SPECIMEN', {
      x: end - textWidth('SPECIMEN', specimenSize, 600),
      y: 7.8,
      size: specimenSize,
      weight: 600,
      fill: '#b3261e',
    }) +
    textPath(notice, { x: end - textWidth(notice, noticeSize), y: 11, size: noticeSize, fill: '#b3261e' })
  );
}

function machineReadableZone(person: SpecimenPerson): string {
  const { character, line, height } = machineReadablePitch;
  const [upper, lower] = passportMrz(person);
  const left = (page.width - upper.length * character) / 2;
  const centre = (page.machineReadableTop + page.height) / 2;
  const top = centre - line / 2 - height / 2;
  return machineReadableLine(upper, left, top) + machineReadableLine(lower, left, top + line);
}

/** The data page without its portrait, as an SVG of paths only, in millimetres, rasterised at `width` pixels. */
export function dataPageSvg(person: SpecimenPerson, width: number, height: number): string {
  const { left, top, width: portraitWidth, height: portraitHeight } = portraitPlace;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${page.width} ${page.height}">` +
    pageBackground() +
    header() +
    `<rect x="${left - 0.3}" y="${top - 0.3}" width="${portraitWidth + 0.6}" height="${portraitHeight + 0.6}" fill="#fff"/>` +
    fieldsOf(person).map(printedField).join('') +
    machineReadableZone(person) +
    '</svg>'
  );
}
