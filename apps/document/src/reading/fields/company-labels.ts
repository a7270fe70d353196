import { labelFinder } from './labels.js';
import { listed } from './listed.js';

/** What certificates and extracts of registries label. */
export type CompanyFieldName =
  'company_name' | 'registration_number' | 'incorporation_date' | 'tax_id' | 'registered_address';

export const companyLabels = labelFinder<CompanyFieldName | 'other'>([
  {
    name: 'company_name',
    labels: listed(`
      Company name; Name of company; Name of the company; Company; Corporate name; Legal name;
      Registered name; Business name; Firma; Firmenname; Denomination; Denomination sociale; Raison
      sociale; Razon social; Denominacion social; Ragione sociale; Denominazione; Statutaire naam;
      Handelsnaam
    `),
  },
  {
    name: 'registration_number',
    labels: listed(`
      Company number; Company No; Company registration number; Registration number; Registration No;
      Registered number; Registered No; Reg No; CRN; Entity number; File number; Handelsregisternummer;
      HRB; Registernummer; SIREN; SIRET; Immatriculation au RCS, numero; Numero RCS; Numero de registro;
      Numero REA; KVK nummer; KvK-nummer; CIN; UIC; UEN
    `),
  },
  {
    name: 'incorporation_date',
    labels: listed(`
      Date of incorporation; Incorporation date; Incorporated on; Date incorporated; Date of formation;
      Formation date; Date of registration; Registration date; Registered on; Grundungsdatum; Date
      d'immatriculation; Date de constitution; Fecha de constitucion; Data di costituzione; Datum
      oprichting
    `),
  },
  {
    name: 'tax_id',
    labels: listed(`
      Tax ID; Tax identification number; Taxpayer identification number; TIN; EIN; Employer
      identification number; VAT number; VAT No; VAT registration number; USt-IdNr; Steuernummer; NIF;
      CIF; Partita IVA; Codice fiscale; BTW nummer
    `),
  },
  {
    name: 'registered_address',
    labels: listed(`
      Registered office; Registered address; Registered office address; Address of registered office;
      Principal office; Principal place of business; Geschaftsanschrift; Sitz; Siege social; Adresse du
      siege; Domicilio social; Sede legale; Bezoekadres
    `),
  },
  {
    name: 'other',
    labels: listed(`
      Directors; Shareholders; Secretary; Share capital; Status; Type; Jurisdiction; Date; Date of
      issue; Company type; Registered agent; Page
    `),
  },
]);
