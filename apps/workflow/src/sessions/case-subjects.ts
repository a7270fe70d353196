import type { CaseSubject, CaseWallet } from '#libs/contracts';
import type { WorkflowDefinition } from '../definitions/definition.js';
import { formValues, type FormValue } from '../fields/form-values.js';
import { detectNetwork } from '../fields/wallet/detect-network.js';
import { stepTypeOf } from '../steps/registry.js';
import type { Session } from './session.js';

export interface PlacedValue extends FormValue {
  /** `form:<step_id>/<path>` */
  source: string;
  /** Whom the value describes: the applicant (empty), or one item of a list. */
  holder: string;
}

/** Every value of every form, wherever it is nested. */
export function valuesOf(
  { formData }: Pick<Session, 'formData'>,
  { steps }: WorkflowDefinition,
): PlacedValue[] {
  return steps.flatMap((step) =>
    formValues(stepTypeOf(step.type).brings(step).fields ?? [], formData[step.step_id] ?? {}).map(
      (value) => ({
        ...value,
        source: `form:${step.step_id}/${value.path}`,
        holder: value.item === undefined ? '' : `${step.step_id}/${value.item}`,
      }),
    ),
  );
}

/**
 * The parties that a session's forms name. Dates of birth and countries describe the first person of their form, since a
 * form asks one applicant about himself, or the first of their item of a list; further names are given without them.
 */
export function caseSubjects(session: Session, definition: WorkflowDefinition): CaseSubject[] {
  const values = valuesOf(session, definition);
  const byHolder = new Map<string, PlacedValue[]>();
  for (const value of values) {
    const own = byHolder.get(value.holder) ?? [];
    own.push(value);
    byHolder.set(value.holder, own);
  }
  const described = new Set<string>();
  return values.flatMap(({ field, value, source, holder, role }) => {
    if (field.type !== 'name' || typeof value !== 'string') return [];
    const type = field['name_type'] === 'company' ? ('company' as const) : ('individual' as const);
    const isFirst = !described.has(`${holder} ${type}`);
    described.add(`${holder} ${type}`);
    const entity_role = (field['entity_role'] as string | undefined) ?? role;
    const own = byHolder.get(holder) ?? [];
    return [
      {
        name: value,
        type,
        source,
        ...(entity_role && { entity_role }),
        ...(isFirst && type === 'individual' && dateOfBirth(own)),
        countries: isFirst ? countriesOf(type, own) : [],
        ...(field['validate_adverse_media'] === true && { validate_adverse_media: true }),
      },
    ];
  });
}

/** The wallets of a session that are to be looked up. */
export function caseWallets(session: Session, definition: WorkflowDefinition): CaseWallet[] {
  return valuesOf(session, definition).flatMap(({ field, value, source, role }) => {
    if (field.type !== 'wallet' || typeof value !== 'string' || field['validate_crypto'] === false) return [];
    const network = detectNetwork(value, field['networks'] as string[] | undefined) ?? 'unknown';
    return [{ address: value, network, source, ...(role && { entity_role: role }) }];
  });
}

const birthFields = /^(dob|date_of_birth|birth_?date)$/i;

function dateOfBirth(values: readonly PlacedValue[]): { dob?: string } {
  const found = values.find(({ field }) => field.type === 'date' && birthFields.test(field.field_id));
  return typeof found?.value === 'string' ? { dob: found.value } : {};
}

/** Where a person is a citizen, or where a company was founded. */
function countriesOf(type: CaseSubject['type'], values: readonly PlacedValue[]): string[] {
  const relevant = type === 'individual' ? 'nationality' : 'incorporation';
  const codes = values
    .filter((one) => one.field.type === 'country' && (aspectOf(one) ?? relevant) === relevant)
    .map(({ value }) => value)
    .filter((code): code is string => typeof code === 'string');
  return [...new Set(codes)];
}

/**
 * What a country says of its holder: its `country_type`, or what its id says. One that says neither describes an item of
 * a list, which is one party alone; of a form it may be any country at all.
 */
function aspectOf({ field, item }: PlacedValue): string | undefined {
  const { country_type: declared, field_id: id } = field;
  if (typeof declared === 'string') return declared;
  if (/national|citizen/i.test(id)) return 'nationality';
  if (/incorporat/i.test(id)) return 'incorporation';
  return item === undefined || /resid|address|tax|birth/i.test(id) ? 'other' : undefined;
}
