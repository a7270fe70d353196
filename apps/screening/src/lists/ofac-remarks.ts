import { countryCode, countryOfPlace } from './country-codes.js';
import { parseOfacDate } from './list-dates.js';
import { type Identifier, type ListName } from './watchlist.js';

/** What the free text of an OFAC entry says about it. */
export interface RemarkFacts {
  dobs: string[];
  countries: string[];
  gender?: string;
  weakNames: ListName[];
  identifiers: Identifier[];
  wallets: string[];
}

/** Labels of identity numbers in remarks, longest first where one begins another. */
const identifierLabels: readonly (readonly [label: string, type: string])[] = [
  ['Vessel Registration Identification IMO', 'imo'],
  ['Identification Number IMO', 'imo'],
  ['MMSI', 'mmsi'],
  ["Aircraft Manufacturer's Serial Number (MSN)", 'aircraft_serial_number'],
  ['Aircraft Construction Number (also called L/N or S/N or F/N)', 'aircraft_serial_number'],
  ['Aircraft Tail Number', 'aircraft_tail_number'],
  ['Passport', 'passport'],
  ['Diplomatic Passport', 'passport'],
  ['Stateless Person Passport', 'passport'],
  ['National ID No.', 'national_id'],
  ['National Foreign ID Number', 'national_id'],
  ["Citizen's Card Number", 'national_id'],
  ['Personal ID Card', 'national_id'],
  ['Identification Number', 'national_id'],
  ['Cedula No.', 'national_id'],
  ['D.N.I.', 'national_id'],
  ['C.U.R.P.', 'national_id'],
  ['SSN', 'national_id'],
  ['Birth Certificate Number', 'birth_certificate'],
  ["Driver's License No.", 'driving_licence'],
  ['Tax ID No.', 'tax_id'],
  ['R.F.C.', 'tax_id'],
  ['NIT #', 'tax_id'],
  ['RUC #', 'tax_id'],
  ['V.A.T. Number', 'tax_id'],
  ['Registration Number', 'registration_number'],
  ['Registration ID', 'registration_number'],
  ['Business Registration Number', 'registration_number'],
  ['Commercial Registry Number', 'registration_number'],
  ['Company Number', 'registration_number'],
  ['C.R. No.', 'registration_number'],
  ['Folio Mercantil No.', 'registration_number'],
  ['Matricula Mercantil No', 'registration_number'],
  ['Unified Social Credit Code (USCC)', 'registration_number'],
  ['Enterprise Number', 'registration_number'],
  ['Trade License No.', 'trade_licence'],
  ['License', 'trade_licence'],
  ['Government Gazette Number', 'government_gazette_number'],
  ['Legal Entity Number', 'lei'],
  ['SWIFT/BIC', 'bic'],
];

/**
 * Reads the remarks of one entry: clauses split by `;`, the last ended by a full stop. Clauses that say nothing about
 * identity (programmes, links, addresses of mail and web) are passed over.
 */
export function readRemarks(remarks: string): RemarkFacts {
  const facts: RemarkFacts = { dobs: [], countries: [], weakNames: [], identifiers: [], wallets: [] };
  for (const clause of remarks.replace(/\.\s*$/, '').split(';')) {
    readClause(clause.trim().replace(/^alt\. /, ''), facts);
  }
  return facts;
}

function readClause(clause: string, facts: RemarkFacts): void {
  const name = /^(?:a\.k\.a\.|f\.k\.a\.|n\.k\.a\.) '(.+)'$/.exec(clause);
  if (name?.[1]) facts.weakNames.push({ value: name[1], kind: 'weak_alias' });
  const dob = /^DOB (.+)$/.exec(clause);
  const date = dob?.[1] && parseOfacDate(dob[1]);
  if (date) facts.dobs.push(date);
  const nation = /^(?:nationality|citizen) (.+)$/.exec(clause);
  const place = /^POB (.+)$/.exec(clause);
  const country = nation?.[1] ? countryCode(nation[1]) : place?.[1] && countryOfPlace(place[1]);
  if (country) facts.countries.push(country);
  const gender = /^Gender (Male|Female)$/.exec(clause);
  if (gender?.[1]) facts.gender = gender[1].toLowerCase();
  const wallet = /^Digital Currency Address - \w+ (\S+)$/.exec(clause);
  if (wallet?.[1]) facts.wallets.push(wallet[1]);
  const identifier = readIdentifier(clause);
  if (identifier) facts.identifiers.push(identifier);
}

function readIdentifier(clause: string): Identifier | undefined {
  const label = identifierLabels.find(([text]) => clause.startsWith(`${text} `));
  if (!label) return undefined;
  const [text, type] = label;
  const parts = /^([^(]+?)\s*(?:\(([^)]*)\).*|(?:issued|expires)\b.*)?$/.exec(
    clause.slice(text.length + 1).trim(),
  );
  const value = parts?.[1];
  if (!value || (type !== 'bic' && !/\d/.test(value))) return undefined;
  const country = parts[2] ? countryCode(parts[2]) : undefined;
  return { type, value, ...(country && { country }) };
}
