import { listed } from './listed.js';
import { labelFinder, type LabelSet } from './labels.js';

/** What bills, statements and letters label. */
export type StatementLabel = 'full_name' | 'address' | 'issue_date' | 'issuer' | 'account_number' | 'other';

const sets: readonly LabelSet<StatementLabel>[] = [
  {
    name: 'full_name',
    labels: listed(`
      Customer name; Account holder; Account holder name; Account name; Name; Customer; Bill to; Billed
      to; Name and address; Kunde; Kontoinhaber; Titulaire; Titulaire du compte; Client; Titular;
      Intestatario; Rekeninghouder; Taxpayer; Supply and billing address; Billing address; Mailing
      address
    `),
  },
  {
    name: 'address',
    labels: listed(`
      Address; Service address; Supply address; Billing address; Mailing address; Property address;
      Residential address; Home address; Supply and billing address; Lieferadresse; Verbrauchsstelle;
      Lieferstelle; Adresse; Anschrift; Adresse de facturation; Lieu de consommation; Direccion;
      Direccion de suministro; Domicilio; Indirizzo; Indirizzo di fornitura; Adres; Leveringsadres;
      Morada; Name and address
    `),
  },
  {
    name: 'issue_date',
    labels: listed(`
      Date of issue; Issue date; Issued; Issued on; Bill date; Date of bill; Invoice date; Statement
      date; Billing date; Date of this bill; Date of letter; Letter date; Date of notice; Notice date;
      Date; Tax point; Bill issued; Rechnungsdatum; Ausstellungsdatum; Datum; Kontoauszug vom; Date de
      facture; Date de la facture; Date d'emission; Facture du; Fecha de emision; Fecha de factura;
      Fecha; Data fattura; Data di emissione; Data; Factuurdatum; Data de emissao
    `),
  },
  {
    name: 'account_number',
    labels: listed(`
      Account number; Account No; Account no.; Acct No; Customer number; Customer No; Customer ID;
      Customer account number; Customer reference; Account ref; Account reference; Contract number;
      Contract account; Kundennummer; Vertragsnummer; Vertragskonto; Kontonummer; IBAN; Numero de
      compte; Numero client; Reference client; Numero de contrat; No de compte; No client; Numero de
      cuenta; Numero de cliente; Numero de contrato; Codice cliente; Numero cliente; Klantnummer;
      Rekeningnummer
    `),
  },
  {
    name: 'issuer',
    labels: listed(`
      Issuer; Issued by; Supplier; Your supplier; Provider; Service provider
    `),
  },
  {
    name: 'other',
    labels: listed(`
      Payment due; Due date; Amount due; Total; Total due; Total amount due; Balance; Period; Billing
      period; Statement period; Invoice number; Bill number; Meter number; Meter reading; Sort code;
      BIC; Phone; Telephone; VAT number; Page; Reference; Tariff; Usage; Opening balance; Closing
      balance; Payment date; Rechnungsnummer; Betrag; Description; Amount
    `),
  },
];

export const statementLabels = labelFinder(sets);
