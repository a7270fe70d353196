import { listed } from '../fields/listed.js';
import { type DocumentKind } from '../document-analyzer.js';
import { comparable } from '../fields/normalise.js';
import { type TextLine } from '../text-line.js';

/** How much a phrase says about the kind of a document: names of the kind itself weigh most. */
interface Evidence {
  kind: DocumentKind;
  weight: number;
  phrases: readonly string[];
}

const evidence: readonly Evidence[] = [
  {
    kind: 'driving_licence',
    weight: 3,
    phrases: listed(`
      Driver license; Drivers license; Driver licence; Driving licence; Driving license; Permis de
      conduire; Führerschein; Permiso de conducción; Licencia de conducir; Patente di guida; Rijbewijs;
      Prawo jazdy; Carta de condução; Körkort; Førerkort; Kørekort; Ajokortti; Operator license; Permis
      de conducere; Řidičský průkaz
    `),
  },
  {
    kind: 'residence_permit',
    weight: 4,
    phrases: listed(`
      Residence permit; Permanent resident; Aufenthaltstitel; Permesso di soggiorno; Titre de séjour;
      Permiso de residencia; Resident card; Verblijfstitel; Verblijfsvergunning; Título de residência;
      Uppehållstillstånd; Karta pobytu
    `),
  },
  {
    kind: 'passport',
    weight: 3,
    phrases: listed(`
      Passport; Passeport; Reisepass; Pasaporte; Passaporte; Passaporto; Paspoort; Paszport; Cestovní
      pas; Putovnica; Vegabréf; Útlevél; Official travel document; Titre de voyage
    `),
  },
  {
    kind: 'national_id',
    weight: 3,
    phrases: listed(`
      Identity card; Identification card; Personalausweis; Carte d'identité; Carte nationale d identité;
      Carte de identitate; Carta d'identità; Documento nacional de identidad; Documento de identidad;
      Identiteitskaart; Osebna izkaznica; Cartão de cidadão; Dowód osobisty; Občanský průkaz; Bilhete de
      identidade; National ID
    `),
  },
  { kind: 'visa', weight: 2, phrases: ['Visa', 'Visum', 'Wiza', 'Visado'] },
  {
    kind: 'utility_bill',
    weight: 2,
    phrases: listed(`
      Electricity; Gas bill; Natural gas; Water bill; Water supply; Utility; kWh; Meter reading; Meter
      number; Supply address; Service address; Energy; Broadband; Telephone bill; Internet; Electricité;
      Facture; Strom; Stromrechnung; Zählerstand; Zählernummer; Rechnung; Factura; Electricidad;
      Bolletta; Energia; Amount due; Payment due; Billing period; Bill date; Your bill; Council tax;
      Tariff
    `),
  },
  {
    kind: 'bank_statement',
    weight: 2,
    phrases: listed(`
      Bank statement; Statement of account; Account statement; Opening balance; Closing balance; Balance
      brought forward; Sort code; IBAN; BIC; Statement period; Transactions; Kontoauszug; Kontostand;
      Relevé de compte; Solde; Extracto bancario; Saldo; Estratto conto; Rekeningafschrift; Money in;
      Money out; Deposits and credits; Withdrawals
    `),
  },
  {
    kind: 'tax_letter',
    weight: 3,
    phrases: listed(`
      HM Revenue; Internal Revenue Service; Tax assessment; Notice of assessment; Income tax; Tax
      certificate; Council tax bill; Steuerbescheid; Einkommensteuer; Finanzamt; Avis d'imposition; Avis
      d'impôt; Impôts; Agencia Tributaria; Agenzia delle Entrate; Belastingdienst; Tax return; Self
      Assessment
    `),
  },
  {
    kind: 'company_document',
    weight: 4,
    phrases: listed(`
      Certificate of incorporation; Articles of association; Articles of incorporation; Memorandum of
      association; Companies House; Registrar of Companies; Companies Act; Certificate of formation;
      Certificate of good standing; Certificate of incumbency; Operating agreement; Register of members;
      Register of shareholders; Shareholder register; Beneficial owners; Declaration of beneficial
      ownership; Company charter; Handelsregister; Gesellschaftsvertrag; Kbis; Extrait du registre;
      Registre du commerce; Registro mercantil; Registro delle imprese; Kamer van Koophandel
    `),
  },
  // Letterheads of bills carry these too, so they weigh as little as the words of a bill.
  {
    kind: 'company_document',
    weight: 1,
    phrases: listed('Company number; Registered number; Registered office; Date of incorporation'),
  },
];

const compiled = evidence.map(({ kind, weight, phrases }) => ({
  kind,
  weight,
  phrases: phrases.map(comparable),
}));

/** A document whose text says less than this about any kind is of unknown kind. */
const minimumWeight = 2;

/** Phrases of four letters and less are only believed as words of their own: `visa` is also in `advisable`. */
const shortPhrase = 5;

/** The kind of document that its words name, and how certain that is (0–1). */
export function kindOfText(lines: readonly TextLine[]): { kind: DocumentKind; confidence: number } {
  const words = new Set(lines.flatMap((line) => line.text.split(/[^\p{L}\p{N}]+/u).map(comparable)));
  const whole = lines.map((line) => comparable(line.text)).join(' ');
  const totals = new Map<DocumentKind, number>();
  for (const { kind, weight, phrases } of compiled) {
    const found = phrases.filter((phrase) =>
      phrase.length < shortPhrase ? words.has(phrase) : whole.includes(phrase),
    );
    totals.set(kind, (totals.get(kind) ?? 0) + found.length * weight);
  }
  const weights = [...totals].map(([kind, total]) => ({ kind, total })).sort((a, b) => b.total - a.total);
  const [best, second] = weights;
  if (!best || !second || best.total < minimumWeight || best.total === second.total) {
    return { kind: 'unknown', confidence: 0 };
  }
  const confidence = Math.min(0.95, 0.5 + (best.total - second.total) / (2 * best.total) + best.total * 0.01);
  return { kind: best.kind, confidence: Math.round(confidence * 100) / 100 };
}

/** Kinds whose documents prove where somebody lives. */
export function provesAddress(kind: DocumentKind): boolean {
  return kind === 'utility_bill' || kind === 'bank_statement' || kind === 'tax_letter';
}
