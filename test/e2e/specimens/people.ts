import type { SpecimenPerson, UtilityBill } from '#libs/specimens';

/** The applicant of the suite. Every value is invented and distinctive, so that a search for it finds only copies. */
export const applicant: SpecimenPerson = {
  surname: 'Vantongeren',
  givenNames: 'Lieselotte Quirina',
  dateOfBirth: '1987-11-23',
  sex: 'F',
  nationality: 'NLD',
  documentNumber: 'ZE82K7P19',
  dateOfIssue: '2022-03-14',
  dateOfExpiry: '2032-03-13',
  placeOfBirth: 'Zwolle',
};

export const applicantAddress = {
  street: 'Kwartelstraat 417',
  town: '8011 XQ Zwolle',
} as const;

export const applicantBill: UtilityBill = {
  issuer: 'Overijssel Energie',
  customer: `${applicant.givenNames} ${applicant.surname}`,
  addressLines: [applicantAddress.street, applicantAddress.town, 'Netherlands'],
  accountNumber: '70551843296',
  issueDate: '2026-06-02',
};

/** What the applicant types into a form. */
export const applicantForm = {
  full_name: `${applicant.givenNames} ${applicant.surname}`,
  date_of_birth: applicant.dateOfBirth,
  nationality: 'NL',
  email: 'lieselotte.vantongeren@mailbox.example',
  phone: '+31655512094',
  pep_status: 'No',
} as const;

/** The entries of the fictional watchlist in `fixtures/watchlist`. */
export const listedPerson = {
  name: 'Viktor Fictionov Testoff',
  sourceId: '90001',
  list: 'e2e_fictional',
} as const;
