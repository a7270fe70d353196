import type { SpecimenPerson } from '#libs/specimens';

/** Somebody who applies in the demo: who the documents say it is, whose face they show, who holds the camera. */
export interface Applicant {
  title: string;
  /** The sample person whose portrait is in the passport. */
  portraitOf: string;
  /** The sample person who takes the selfie. */
  selfieOf: string;
  passport: SpecimenPerson;
  email: string;
  phone: string;
  addressLines: string[];
}

const issued = { dateOfIssue: '2023-05-17', dateOfExpiry: '2033-05-16' };

/**
 * The demo's applicants. The services know nothing of them: change them and the outcomes follow. Of the sample people
 * only `person-1` appears in two different photographs, so hers is the face of everybody who is who they say they are.
 */
export const applicants: readonly Applicant[] = [
  {
    title: 'A clean applicant',
    portraitOf: 'person-1',
    selfieOf: 'person-1',
    passport: {
      surname: 'Lindqvist',
      givenNames: 'Mara Elise',
      dateOfBirth: '1991-03-14',
      sex: 'F',
      nationality: 'NLD',
      documentNumber: 'SPX4471C2',
      placeOfBirth: 'Utrecht',
      ...issued,
    },
    email: 'mara.lindqvist@example.org',
    phone: '+31 6 12345678',
    addressLines: ['Wilgenlaan 12', '3581 AB Utrecht', 'Netherlands'],
  },
  {
    title: 'An applicant whose name is on a watchlist',
    portraitOf: 'person-1',
    selfieOf: 'person-1',
    passport: {
      surname: 'Bout',
      givenNames: 'Viktor Anatolevich',
      dateOfBirth: '1967-01-13',
      sex: 'M',
      nationality: 'RUS',
      documentNumber: 'SPX8830K7',
      placeOfBirth: 'Dushanbe',
      ...issued,
    },
    email: 'v.bout@example.org',
    phone: '+351 912 345 678',
    addressLines: ['Rua das Flores 8', '1200-192 Lisboa', 'Portugal'],
  },
  {
    title: 'An applicant of nationality KP',
    portraitOf: 'person-1',
    selfieOf: 'person-1',
    passport: {
      surname: 'Ryang',
      givenNames: 'Sun Mi',
      dateOfBirth: '1988-11-02',
      sex: 'F',
      nationality: 'PRK',
      documentNumber: 'SPX1029M5',
      placeOfBirth: 'Hamhung',
      ...issued,
    },
    email: 'ryang@example.org',
    phone: '+49 1512 3456789',
    addressLines: ['Lindenstrasse 40', '10969 Berlin', 'Germany'],
  },
  {
    title: 'An applicant with somebody else’s passport',
    portraitOf: 'person-2',
    selfieOf: 'person-1',
    passport: {
      surname: 'Okonkwo',
      givenNames: 'Ada',
      dateOfBirth: '1994-07-29',
      sex: 'F',
      nationality: 'IRL',
      documentNumber: 'SPX5567D9',
      placeOfBirth: 'Cork',
      ...issued,
    },
    email: 'ada.okonkwo@example.org',
    phone: '+353 85 123 4567',
    addressLines: ['5 Harbour Row', 'Cobh, Co. Cork', 'Ireland'],
  },
];
