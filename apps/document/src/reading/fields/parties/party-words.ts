import countries from 'i18n-iso-countries';
import { listed } from '../listed.js';
import { comparable } from '../normalise.js';

const vocabulary = (text: string): ReadonlySet<string> => new Set(listed(text).map(comparable));

/** Words of a text as they are looked up. */
const wordsOf = (text: string): string[] =>
  text
    .split(/[^\p{L}\p{N}]+/u)
    .map(comparable)
    .filter((word) => word !== '');

/** Heads of the columns that say who somebody is. */
const nameHeads = vocabulary(`
  Name; Names; Full; Legal; Nom; Noms; Nombre; Naam; Nome; Vollstandiger; Shareholder; Shareholders;
  Director; Directors; Member; Members; Owner; Beneficial; Ultimate; UBO; Person; Entity; Company; Holder;
  Stockholder; Subscriber; Individual; Gesellschafter; Geschaftsfuhrer; Associe; Actionnaire; Socio;
  Accionista; Aandeelhouder; Bestuurder; Firma
`);

/** Heads of the columns that say how much somebody holds. */
const holdingHeads = vocabulary(`
  Share; Shares; Shareholding; Shareholdings; Holding; Holdings; Held; Ownership; Owned; Percentage; Percent;
  Interest; Stake; Capital; Number; Quantity; Anteil; Anteile; Geschaftsanteil; Geschaftsanteile; Beteiligung;
  Beteiligungsquote; Prozent; Stammkapital; Stammeinlage; Parts; Part; Actions; Pourcentage; Detention;
  Participacion; Participaciones; Porcentaje; Acciones; Aandeel; Aandelen; Belang; Quota; Quote; Total
`);

const otherHeads = vocabulary(`
  No; Surname; Forename; Forenames; First; Last; Given; Middle; Nationality; Citizenship; Country; Residence;
  Residential; Voting; Votes; Rights; Class; Type; Kind; Nature; Control; Amount; Value; Nominal; Par; Currency;
  Date; Birth; DOB; Place; Appointed; Appointment; Resigned; Resignation; Cessation; Position; Role; Title;
  Function; Occupation; Address; Service; Office; Registered; Registration; ID; Passport; Tax; Status; Since;
  Ordinary; Preference; Issued; Paid; Grand; Direct; Indirect; None; Nil; Unknown; Not; Applicable; Available;
  Parent; Vorname; Vornamen; Nachname; Familienname; Geburtsdatum; Geburtsort; Wohnort; Anschrift;
  Staatsangehorigkeit; Nennbetrag; Nr; Nummer; Stimmrechte; Funktion; Prenom; Prenoms; Nationalite; Adresse;
  Qualite; Fonction; Nombre; Droits; Vote; Naissance; Apellido; Apellidos; Nacionalidad; Cargo; Domicilio; NIF;
  DNI; Voornaam; Achternaam; Nationaliteit; Functie; Geboortedatum; Adres; Summe; Gesamt; Stemrecht
`);

const joints = vocabulary(
  'of; in; the; and; or; de; des; du; der; die; et; und; y; e; van; en; per; by; A; B; C; S',
);

/** Words of offices and signatures; somebody's name holds none of them. */
const roleWords = vocabulary(`
  Director; Directors; Chairman; Chairwoman; Chairperson; CEO; CFO; COO; CTO; Secretary; Secretaries; Shareholder;
  Shareholders; Stockholder; Stockholders; Subscriber; Subscribers; Auditor; Auditors; Officer; Officers;
  Registrar; Notary; Manager; Managers; Representative; Representatives; Signatory; Signatories; Signature;
  Signatures; Signed; Witness; Witnesses; Liquidator; Owner; Owners; Beneficiary; Board; Members; Partners;
  Geschaftsfuhrer; Geschaftsfuhrerin; Vorstand; Vorstandsvorsitzender; Aufsichtsrat; Gesellschafter; Prokura;
  Prokurist; Prokuristen; Unterschrift; Gerant; Gerante; Gerants; Administrateur; Administrateurs; Associe;
  Associes; Actionnaire; Actionnaires; Commissaire; Commissaires; Administrador; Administradora; Administradores;
  Socio; Socios; Accionista; Accionistas; Consejero; Consejeros; Apoderado; Apoderados; Bestuurder; Bestuurders;
  Aandeelhouder; Aandeelhouders; Gevolmachtigde; Gevolmachtigden; Handtekening
`);

const roleAttributes = vocabulary(`
  Managing; Executive; Chief; Financial; Operating; Independent; Member; General; President; Vice; Chair; Sole;
  Beneficial; Ultimate; Non; Founder; Co
`);

/** Words that titles of documents and their parts consist of. */
const documentWords = vocabulary(`
  Report; Certificate; Articles; Memorandum; Declaration; Statement; Minutes; Agreement; Resolution; Register;
  Registry; Extract; Annex; Appendix; Schedule; Exhibit; Behalf; Registre; Liste; Auszug; Statuten; Statuts
`);

/** Words of sentences and remarks in capitals; the ones that are also somebody's name are not among them. */
const proseWords = vocabulary(`
  Of; The; And; For; With; From; Is; Are; Be; Been; Was; Were; This; That; All; Not; Yet; Please; Confirmed; Determined;
  Advised; Pending; Vacant; Appointed; Incorporated; Authenticated; Electronically; Confidential; Document; Meeting;
  Annual; Continued; Overleaf; Attached; Follows; Below; Above; Amtsgericht; Handelsregister; Abteilung; Greffe;
  Tribunal; Registro; Mercantil
`);

const streetWords = vocabulary(`
  Street; Road; Avenue; Drive; Square; Cottage; Boulevard; Suite; Floor; Building; Block; Unit; Strasse; Platz;
  Allee; Gasse; Rue; Calle; Plaza; Piazza; Straat; Laan; Plein; Gracht; Quay; Terrace; Crescent; Gardens
`);

/** Places of several words, which read like names; those of one word are no names anyway. */
const places = vocabulary(`
  New York; New Jersey; New Mexico; New Hampshire; Los Angeles; San Francisco; San Diego; San Antonio; Las Vegas;
  North Carolina; South Carolina; North Dakota; South Dakota; West Virginia; Rhode Island; Hong Kong; Cape Town;
  Tel Aviv; Abu Dhabi; Kuala Lumpur; Buenos Aires; Rio de Janeiro; Sao Paulo; Den Haag; The Hague; Den Bosch;
  Saint Petersburg; St Helier; St Peter Port; Road Town; George Town; Mexico City; Panama City; Port Louis;
  Ho Chi Minh City; Greater London; West Yorkshire; South Yorkshire; West Midlands; Great Britain; England;
  Scotland; Wales; Northern Ireland; Texas; California; Florida; Delaware; Nevada; Noord Holland; Zuid Holland;
  North Holland; South Holland; Frankfurt am Main; New Delhi; Palma de Mallorca; Las Palmas; La Paz; Santa Cruz;
  Isle of Man
`);

const demonyms = vocabulary(`
  British; American; German; French; Spanish; Dutch; Italian; Belgian; Swiss; Austrian; Irish; Portuguese;
  Polish; Danish; Swedish; Norwegian; Finnish; Greek; Turkish; Russian; Ukrainian; Chinese; Indian; Japanese;
  Korean; Canadian; Australian; Brazilian; Mexican; Israeli; Cypriot; Maltese; Luxembourgish; Czech; Slovak;
  Hungarian; Romanian; Bulgarian; Croatian; Lithuanian; Latvian; Estonian; Singaporean; Emirati; Deutsch; Francais;
  Francaise; Espanola; Espanol; Nederlandse; Nederlands
`);

/** Names of countries in the languages of the headings, and in their neighbours'. */
const countryNames: ReadonlySet<string> = new Set(
  ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'pl'].flatMap((language) =>
    Object.values(countries.getNames(language, { select: 'all' }))
      .flat()
      .map(comparable),
  ),
);

/** Whether a text consists of words of table heads and nothing else. */
export function isColumnHead(text: string): boolean {
  const words = wordsOf(text);
  if (words.length === 0) return text.trim() === '%';
  const isHead = (word: string) => nameHeads.has(word) || holdingHeads.has(word) || otherHeads.has(word);
  return words.some(isHead) && words.every((word) => isHead(word) || joints.has(word));
}

/** Whether a table head stands over names, and over nothing but names. */
export const headsNames = (text: string): boolean =>
  isColumnHead(text) && wordsOf(text).every((word) => nameHeads.has(word) || joints.has(word));

/** Whether a table head stands over a part in the capital; the part in the votes may be another. */
export const headsHolding = (text: string): boolean =>
  (text.includes('%') || wordsOf(text).some((word) => holdingHeads.has(word))) && !headsVotes(text);

export const headsVotes = (text: string): boolean => /vot|stimm|stem/i.test(text);

/** Whether numbers below a table head are per cent without saying so. */
export const headsPercent = (text: string): boolean =>
  headsHolding(text) && /%|per ?cent|prozent|pourcent|porcent|beteiligungsquote/i.test(text);

/** Whether a head of several columns was read as one piece and has more in it than names and their parts. */
export const headsMore = (text: string): boolean =>
  isColumnHead(text) && wordsOf(text).some((word) => otherHeads.has(word));

export const hasRoleWord = (text: string): boolean => wordsOf(text).some((word) => roleWords.has(word));

export const hasDocumentWord = (text: string): boolean =>
  wordsOf(text).some((word) => documentWords.has(word));

export const hasProseWord = (text: string): boolean => wordsOf(text).some((word) => proseWords.has(word));

/** Whether a text names an office and nothing else: `Managing director`. */
export const isRole = (text: string): boolean => {
  const words = wordsOf(text);
  const isPart = (word: string) => roleWords.has(word) || roleAttributes.has(word) || joints.has(word);
  return words.length > 0 && words.every(isPart);
};

/** Whether a text is, or may be, a part of an address that reads like a name. */
export function isPlace(text: string): boolean {
  const name = comparable(text);
  return places.has(name) || countryNames.has(name) || wordsOf(text).some(isStreet);
}

/** German and Dutch streets are one word with their name. */
const isStreet = (word: string): boolean => streetWords.has(word) || /.(?:STRASSE|STRAAT|GRACHT)$/.test(word);

/** Whether a text ends with a nationality, as a row does whose columns were read as one piece. */
export const endsWithNationality = (text: string): boolean => demonyms.has(wordsOf(text).at(-1) ?? '');

/** Whether an entry tells that the person no longer is, or is something else than the heading says. */
export const isOtherwise = (text: string): boolean =>
  /\b(?:resigned|former|formerly|removed|ceased|retired|deceased|terminated|secretary|auditor|ausgeschieden|ehemalig\p{L}*|abberufen|d[ée]missionnaire|ancien|cesado|cesada|voormalig|uitgetreden|commissaire aux comptes)(?!\p{L})/iu.test(
    text,
  );
