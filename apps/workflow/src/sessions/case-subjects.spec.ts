import { describe, expect, it } from '@jest/globals';
import type { WorkflowDefinition } from '../definitions/definition.js';
import { parseDefinition } from '../definitions/parse-definition.js';
import { caseSubjects, caseWallets } from './case-subjects.js';
import type { Session } from './session.js';

type Part = Record<string, unknown>;

const field = (field_id: string, type: string, more: Part = {}): Part => ({
  field_id,
  name: field_id,
  type,
  ...more,
});

function definitionOf(...forms: Part[][]): WorkflowDefinition {
  const steps = forms.map((custom_fields, i) => ({
    step_id: `form_${i + 1}`,
    order: i + 1,
    name: 'Form',
    type: 'form_fill',
    custom_fields,
  }));
  const parsed = parseDefinition({ name: 'Test', entity_types: ['company'], steps }, '2026-11-23');
  if (parsed.ok) return parsed.definition;
  throw new Error(JSON.stringify(parsed.errors));
}

const holding = (formData: Session['formData']): Session => ({ formData }) as Session;

const owners = field('owners', 'entity_list', {
  entity_role: 'ubo',
  item_fields: [
    field('owner_name', 'name', { validate_adverse_media: true }),
    field('person', 'object', { fields: [field('dob', 'date')] }),
    field('owner_country', 'country'),
    field('owner_residence', 'country'),
    field('owner_wallet', 'wallet', { networks: ['polygon'] }),
  ],
});
const applicant = [
  field('company_name', 'name', { name_type: 'company' }),
  field('contact', 'name', { entity_role: 'representative' }),
  field('date_of_birth', 'date'),
  field('nationality', 'country', { country_type: 'nationality' }),
  field('incorporation_country', 'country'),
  field('home', 'country', { country_type: 'residence' }),
  field('somewhere', 'country'),
];

describe('the subjects of a session', () => {
  it('are none when its forms name nobody', () => {
    expect(caseSubjects(holding({}), definitionOf([field('note', 'text')]))).toEqual([]);
    expect(caseSubjects(holding({ form_1: {} }), definitionOf(applicant))).toEqual([]);
  });

  it('are described by the fields of their own form, each kind by what is said of it', () => {
    const formData = {
      form_1: {
        company_name: 'Acme B.V.',
        contact: 'Ann Lee',
        date_of_birth: '1990-01-02',
        nationality: 'NL',
        incorporation_country: 'LU',
        home: 'BE',
        somewhere: 'FR',
      },
    };
    expect(caseSubjects(holding(formData), definitionOf(applicant))).toEqual([
      { name: 'Acme B.V.', type: 'company', source: 'form:form_1/company_name', countries: ['LU'] },
      {
        name: 'Ann Lee',
        type: 'individual',
        source: 'form:form_1/contact',
        entity_role: 'representative',
        dob: '1990-01-02',
        countries: ['NL'],
      },
    ]);
  });

  it('of a list have its role and what their own item says, never what another says', () => {
    const formData = {
      form_1: { contact: 'Ann Lee', date_of_birth: '1990-01-02', nationality: 'NL' },
      form_2: {
        owners: [
          {
            owner_name: 'Bob Ray',
            person: { dob: '1980-03-04' },
            owner_country: 'DE',
            owner_residence: 'AT',
          },
          { owner_name: 'Cy Orr' },
        ],
      },
    };
    const subjects = caseSubjects(holding(formData), definitionOf(applicant, [owners]));
    expect(subjects.slice(1)).toEqual([
      {
        name: 'Bob Ray',
        type: 'individual',
        source: 'form:form_2/owners/0/owner_name',
        entity_role: 'ubo',
        dob: '1980-03-04',
        countries: ['DE'],
        validate_adverse_media: true,
      },
      {
        name: 'Cy Orr',
        type: 'individual',
        source: 'form:form_2/owners/1/owner_name',
        entity_role: 'ubo',
        countries: [],
        validate_adverse_media: true,
      },
    ]);
  });

  it('give a date of birth to the first person of a form alone', () => {
    const definition = definitionOf([field('a', 'name'), field('b', 'name'), field('dob', 'date')]);
    const subjects = caseSubjects(holding({ form_1: { a: 'Ann', b: 'Bob', dob: '1990-01-02' } }), definition);
    expect(subjects.map(({ name, dob }) => [name, dob])).toEqual([
      ['Ann', '1990-01-02'],
      ['Bob', undefined],
    ]);
  });

  it('can be tens of thousands, in lists within lists', () => {
    const people = Array.from({ length: 200 }, () => ({ person: 'Bob', citizenship: 'DE' }));
    const list = field('people', 'entity_list', {
      item_fields: [field('person', 'name'), field('citizenship', 'country')],
    });
    const definition = definitionOf([field('firms', 'entity_list', { item_fields: [list] })]);
    const formData = { form_1: { firms: Array.from({ length: 200 }, () => ({ people })) } };
    expect(caseSubjects(holding(formData), definition)).toHaveLength(40_000);
  });
});

describe('the wallets of a session', () => {
  const bitcoin = '1BoatSLRHtKNngkdXEeobR76b53LETtpyT';
  const evm = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed';

  it('leave out those that are not to be checked', () => {
    const definition = definitionOf([field('w', 'wallet', { validate_crypto: false })]);
    expect(caseWallets(holding({ form_1: { w: bitcoin } }), definition)).toEqual([]);
  });

  it('have their network, their place and the role of the list they stand in', () => {
    const definition = definitionOf([field('payout', 'wallet')], [owners]);
    const formData = {
      form_1: { payout: bitcoin },
      form_2: { owners: [{ owner_name: 'Bob Ray', owner_wallet: evm }] },
    };
    expect(caseWallets(holding(formData), definition)).toEqual([
      { address: bitcoin, network: 'bitcoin', source: 'form:form_1/payout' },
      { address: evm, network: 'polygon', source: 'form:form_2/owners/0/owner_wallet', entity_role: 'ubo' },
    ]);
  });
});
