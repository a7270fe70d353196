import { listed } from './listed.js';
import { labelFinder, type LabelSet } from './labels.js';

/** What the visual zone of an identity document labels. */
export type IdentityLabel =
  | 'surname'
  | 'given_names'
  | 'names'
  | 'document_number'
  | 'date_of_birth'
  | 'date_of_expiry'
  | 'date_of_issue'
  | 'sex'
  | 'nationality'
  | 'personal_number'
  | 'address'
  | 'other';

/**
 * Labels as passports and cards print them, without accents; most carry English or French beside the national language. `other` lists labels whose values are not kept, so that they are not taken for values.
 */
const sets: readonly LabelSet<IdentityLabel>[] = [
  {
    name: 'surname',
    labels: listed(`
      Surname; Nom; Name of holder surname; Last name; Family name; Nachname; Familienname; Apellidos;
      Apellido; Primer apellido; Cognome; Apelido; Apelidos; Achternaam; Nazwisko; Efternamn; Etternavn;
      Efternavn; Sukunimi; Prijmeni; Priezvisko; Prezime; Priimek; Nume; Csaladi nev; Primary
      identifier; Surname/Nom
    `),
  },
  {
    name: 'given_names',
    labels: listed(`
      Given names; Given name; Given name(s); First name; First names; Forenames; Forename; Prenom;
      Prenoms; Prenom(s); Vorname; Vornamen; Nombre; Nombres; Nome; Nomi; Nomes proprios; Nome proprio;
      Voornamen; Voornaam; Imiona; Imie; Fornamn; Fornavn; Etunimet; Jmeno; Jmena; Meno; Ime; Prenume;
      Utonev; Secondary identifier
    `),
  },
  {
    name: 'names',
    labels: listed(`
      Surname, Given names; Surname and given names; Name and surname; Full name; Nom, Prenoms; Nom et
      prenoms; Name and first name
    `),
  },
  {
    name: 'document_number',
    labels: listed(`
      Document No; Document number; Doc No; Passport No; Passport number; Passeport No; No du passeport;
      Numero du passeport; Card No; Card number; ID number; ID No; Identity card number; Licence No;
      License No; Licence number; License number; DL No; Driver licence number; Ausweisnummer;
      Passnummer; Reisepass Nr; Dokumentennummer; Numero de documento; Num soporte; Pasaporte No; Numero
      de pasaporte; Numero documento; Numero de document; Numero du document; No du Doc; No de document;
      Documentnummer; Numer dokumentu; Visa No; Visa number; Permit number; Permit No
    `),
  },
  {
    name: 'date_of_birth',
    labels: listed(`
      Date of birth; Birth date; Birthdate; DOB; Born; Date de naissance; Ne(e) le; Ne le; Geburtsdatum;
      Geburtstag; Geboren am; Fecha de nacimiento; Data di nascita; Data de nascimento; Geboortedatum;
      Data urodzenia; Fodelsedatum; Fodselsdato; Syntymaaika; Datum narozeni; Datum rodjenja; Data
      nasterii; Szuletesi ido
    `),
  },
  {
    name: 'date_of_expiry',
    labels: listed(`
      Date of expiry; Date of expiration; Expiry date; Expiration date; Expiry; Expires; Expiration;
      Exp; Valid until; Valid thru; Valid to; Date d'expiration; Valable jusqu'au; Valide jusqu'au;
      Gultig bis; Ablaufdatum; Fecha de caducidad; Fecha de vencimiento; Valido hasta; Validez; Data di
      scadenza; Scadenza; Data de validade; Valido ate; Geldig tot; Data waznosci; Termin waznosci;
      Giltigt till; Utloper; Platnost do; Data expirarii
    `),
  },
  {
    name: 'date_of_issue',
    labels: listed(`
      Date of issue; Issue date; Issued on; Issued; Date issued; Valid from; Date de delivrance; Date
      d'emission; Valable a partir du; Valide a partir du; Ausstellungsdatum; Ausgestellt am;
      Ausstellungstag; Fecha de expedicion; Fecha de emision; Data di rilascio; Data di emissione; Data
      de emissao; Datum van afgifte; Afgiftedatum; Data wydania; Utfardat; Datum vydani; Data eliberarii
    `),
  },
  {
    name: 'sex',
    labels: listed(`
      Sex; Gender; Sexe; Geschlecht; Sexo; Sesso; Geslacht; Plec; Kon; Kjonn; Pohlavi; Spol; Sex/Sexe
    `),
  },
  {
    name: 'nationality',
    labels: listed(`
      Nationality; Nationalite; Staatsangehorigkeit; Nacionalidad; Nazionalita; Cittadinanza;
      Nacionalidade; Nationaliteit; Obywatelstwo; Nationalitet; Medborgarskap; Statni obcanstvi;
      Cetatenie; Citizenship
    `),
  },
  {
    name: 'personal_number',
    labels: listed(`
      Personal No; Personal number; No personnel; Identity No; Personal ID No; Personal identification
      number; National identification number; PESEL; Personnummer; Fodselsnummer; CNP; OIB; JMBG; Numero
      personal; BSN; Rodne cislo
    `),
  },
  {
    name: 'address',
    labels: listed(`
      Address; Adresse; Anschrift; Domicilio; Direccion; Residenza; Indirizzo; Morada; Adres; Domicile;
      Permanent address; Residence
    `),
  },
  {
    name: 'other',
    labels: listed(`
      Type; Code; Country code; Code du pays; Code of issuing State; Place of birth; Lieu de naissance;
      Geburtsort; Lugar de nacimiento; Luogo di nascita; Place of issue; Lieu de delivrance; Authority;
      Autorite; Behorde; Autoridad; Issuing authority; Profession; Height; Taille; Grosse; Eye colour;
      Colour of eyes; Signature; Unterschrift; Firma; Holder's signature; Signature of holder; Signature
      du titulaire; Name; No of entries; Nombre d'entrees; Remarks; Observations; Passport; Passeport;
      Reisepass; Visa; Class; Categories; Endorsements; Restrictions; Issuing state; Document type;
      Name/Nom
    `),
  },
];

export const identityLabels = labelFinder(sets);

/** Labels that Part 1 of the EU driving licence numbers instead of naming (Directive 2006/126/EC, Annex I). */
export const drivingLicenceNumbers: Readonly<Record<string, IdentityLabel>> = {
  '1': 'surname',
  '2': 'given_names',
  '3': 'date_of_birth',
  '4a': 'date_of_issue',
  '4b': 'date_of_expiry',
  '5': 'document_number',
  '8': 'address',
};
