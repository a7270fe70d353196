import type { CaseSubject, CaseWallet } from '#libs/contracts';
import type { WorkflowDefinition } from '../definitions/definition.js';
import { formValues, type FormValue } from '../fields/form-values.js';
import { networksOf } from '../fields/wallet/networks.js';
import { stepTypeOf } from '../steps/registry.js';
import type { Session } from './session.js';

interface PlacedValue extends FormValue {
  /** `form:<step_id>/<path>` */
  source: string;
  /** Whom the value describes: the applicant, or one item of a list. */
  holder: string;
}

/** Every value of every form, wherever it is nested. */
function valuesOf({ formData }: Session, { steps }: WorkflowDefinition): PlacedValue[] {
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
  const described = new Set<string>();
  return values.flatMap(({ field, value, source, holder, role }) => {
    if (field.type !== 'name' || typeof value !== 'string') return [];
    const type = field['name_type'] === 'company' ? ('company' as const) : ('individual' as const);
    const isFirst = !described.has(`${holder} ${type}`);
    described.add(`${holder} ${type}`);
    const entity_role = (field['entity_role'] as string | undefined) ?? role;
    const own = values.filter((one) => one.holder === holder);
    return [
      {
        name: value,
        type,
        source,
        ...(entity_role && { entity_role }),
        ...(isFirst && type === 'individual' && dateOfBirth(own)),
        countries: isFirst ? countriesFor(type, own) : [],
        ...(field['validate_adverse_media'] === true && { validate_adverse_media: true }),
      },
    ];
  });
}

/** The wallets of a session that are to be looked up. */
export function caseWallets(session: Session, definition: WorkflowDefinition): CaseWallet[] {
  return valuesOf(session, definition).flatMap(({ field, value, source, role }) => {
    if (field.type !== 'wallet' || typeof value !== 'string' || field['validate_crypto'] === false) return [];
    const allowed = field['networks'] as string[] | undefined;
    const found = networksOf(value).find(({ network }) => !allowed || allowed.includes(network));
    return [
      { address: value, network: found?.network ?? 'unknown', source, ...(role && { entity_role: role }) },
    ];
  });
}

const birthFields = /^(dob|date_of_birth|birth_?date)$/i;

function dateOfBirth(values: readonly PlacedValue[]): { dob?: string } {
  const found = values.find(({ field }) => field.type === 'date' && birthFields.test(field.field_id));
  return typeof found?.value === 'string' ? { dob: found.value } : {};
}

function countriesFor(type: CaseSubject['type'], values: readonly PlacedValue[]): string[] {
  const relevant = type === 'individual' ? 'nationality' : 'incorporation';
  const codes = values
    .filter(({ field }) => field.type === 'country' && field['country_type'] === relevant)
    .map(({ value }) => value)
    .filter((code): code is string => typeof code === 'string');
  return [...new Set(codes)];
}
