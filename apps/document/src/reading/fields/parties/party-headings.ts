import { listed } from '../listed.js';
import { comparable } from '../normalise.js';

/** Whom a section names. Beneficial owners may hold through others, shareholders hold themselves. */
export type PartyKind = 'directors' | 'shareholders' | 'owners';

/**
 * How much a heading promises: `several` stands over a list; `one` stands before a name, over a name only as the head of a
 * table; `title` may also be the title of the whole document, with its company's name below.
 */
export type HeadingForm = 'several' | 'one' | 'title';

export interface PartyHeading {
  kind: PartyKind;
  form: HeadingForm;
  /** What follows a colon in the same line. */
  rest: string;
}

const vocabulary: readonly (readonly [PartyKind, HeadingForm, string])[] = [
  [
    'directors',
    'several',
    `Directors; The directors; Managing directors; Board of directors; The board of directors; Board; Board members;
    Members of the board; Members of the board of directors; Executive directors; Non-executive directors;
    Independent directors; Officers; Directors and officers; Officers and directors; Current directors; Active
    directors; Current officers; Company directors; First directors; Directors of the company; Names of directors;
    Name of directors; Names of the directors; Particulars of directors; Details of directors; List of directors;
    Management board; Board of management; Geschäftsführung; Geschaeftsfuehrung; Geschäftsführer; Geschaeftsfuehrer;
    Geschäftsführerinnen; Vertretungsberechtigte Geschäftsführer; Vorstand; Mitglieder des Vorstands; Gérants;
    Gérance; Administrateurs; Conseil d'administration; Les administrateurs; Directeurs; Dirigeants; Mandataires
    sociaux; Administradores; Consejo de administración; Órgano de administración; Consejeros; Directores;
    Administradores solidarios; Administradores mancomunados; Bestuurders; Bestuur; Directie; Amministratori;
    Consiglio di amministrazione; Gerentes`,
  ],
  [
    'directors',
    'one',
    `Director; Managing director; Sole director; Executive director; Officer; Geschäftsführerin; Gérant; Gérante;
    Administrateur; Directeur général; Administrador; Administradora; Administrador único; Bestuurder; Amministratore;
    Amministratore unico`,
  ],
  ['directors', 'title', 'Register of directors; Register of officers'],
  [
    'shareholders',
    'several',
    `Shareholders; The shareholders; Stockholders; Members; The members; Subscribers; Current shareholders;
    Shareholders of the company; Members of the company; Names of shareholders; Names of the shareholders; Names of
    subscribers; Names of members; Particulars of shareholders; Details of shareholders;
    Shareholding structure; Shareholder structure; Gesellschafter; Die Gesellschafter; Aktionäre; Anteilseigner;
    Gesellschafterstruktur; Beteiligungsverhältnisse; Associés; Les associés; Actionnaires; Les actionnaires;
    Actionnariat; Répartition du capital; Socios; Accionistas; Socios y accionistas; Aandeelhouders; Vennoten; Soci;
    Azionisti; Sócios; Acionistas`,
  ],
  [
    'shareholders',
    'one',
    `Shareholder; Sole shareholder; Stockholder; Member; Sole member; Subscriber; Gesellschafterin; Alleingesellschafter;
    Aktionär; Associé; Associée; Associé unique; Actionnaire; Actionnaire unique; Socio; Socio único; Accionista;
    Accionista único; Aandeelhouder; Enig aandeelhouder`,
  ],
  [
    'shareholders',
    'title',
    `Register of members; Register of shareholders; Shareholder register; Shareholders register; Shareholder registry;
    List of shareholders; List of members; Gesellschafterliste; Liste der Gesellschafter; Aktienregister; Liste des
    associés; Liste des actionnaires; Registre des actionnaires; Libro de socios; Libro registro de socios;
    Aandeelhoudersregister`,
  ],
  [
    'owners',
    'several',
    `Beneficial owners; Ultimate beneficial owners; Ultimate beneficial owners UBO; Ultimate beneficial owners UBOs;
    UBO; UBOs; Owners; The owners; Ultimate owners; Persons with significant control; PSC; PSCs; Wirtschaftlich
    Berechtigte; Wirtschaftliche Eigentümer; Eigentümer; Inhaber; Bénéficiaires effectifs; Propriétaires; Titulares
    reales; Beneficiarios finales; Propietarios; Uiteindelijk belanghebbenden; Uiteindelijke begunstigden; Eigenaren;
    Titolari effettivi; Beneficiários efetivos`,
  ],
  [
    'owners',
    'one',
    `Beneficial owner; Ultimate beneficial owner; Ultimate beneficial owner UBO; Owner; Sole owner; Person with
    significant control; Wirtschaftlich Berechtigter; Bénéficiaire effectif; Titular real; Uiteindelijk
    belanghebbende; Titolare effettivo`,
  ],
  [
    'owners',
    'title',
    `Register of beneficial owners; Declaration of beneficial owners; Declaration of beneficial ownership; Beneficial
    ownership declaration; Beneficial ownership; Ownership structure; List of beneficial owners`,
  ],
];

const headings: ReadonlyMap<string, Omit<PartyHeading, 'rest'>> = new Map(
  vocabulary.flatMap(([kind, form, labels]) =>
    listed(labels).map((label) => [comparable(label), { kind, form }] as const),
  ),
);

const longestHeading = 90;

/**
 * The heading that a piece of text is, letter for letter and wholly, or up to its colon; perhaps numbered, counted or in
 * two languages. A misread letter makes it no heading: `Offices` is no misread `Officers`.
 */
export function headingOf(text: string): PartyHeading | undefined {
  const colon = text.indexOf(':');
  const head = colon < 0 ? text : text.slice(0, colon);
  if (head.length > longestHeading) return undefined;
  const known = knownHeading(head);
  return known && { ...known, rest: colon < 0 ? '' : text.slice(colon + 1).trim() };
}

/** Whether a text heads the members of whatever the heading above it names: of the company, or of its board. */
export const isMembers = (text: string): boolean =>
  /^(?:MEMBERS|MITGLIEDER|MEMBRES|MIEMBROS|LEDEN|MEMBRI)$/.test(comparable(text));

function knownHeading(head: string): Omit<PartyHeading, 'rest'> | undefined {
  const plain = head
    .replace(/^\s*(?:\(?\d{1,2}(?:\.\d{1,2})*[.)]?|[IVX]{1,4}[.)]|[A-Z][.)]|§\s?\d+)\s+/, '')
    .replace(/\((s|en|es|in|innen)\)/gi, '$1')
    .replace(/\((?:[^()]*\d[^()]*|continued|cont\.?|fortsetzung|suite)\)/gi, '')
    .replace(/(?<=\p{L})\s+(?:no\.?\s?|#)?\d{1,2}\s*$/iu, '');
  const whole = headings.get(comparable(plain));
  if (whole) return whole;
  const parts = plain.split(/[/|()]|\s[-–—]\s/).filter((part) => part.trim() !== '');
  const [first, ...others] = parts.map((part) => headings.get(comparable(part)));
  return first && others.every((other) => other?.kind === first.kind) ? first : undefined;
}
