import type { CaseSubject } from '#libs/contracts';
import type { WorkflowDefinition } from '../definitions/definition.js';
import { formFieldsOf } from '../definitions/form-fields.js';
import type { Session } from './session.js';

/**
 * The parties that a session's forms name. Dates of birth and countries of the same form describe its first person,
 * since a form asks one applicant about himself; further names of a form are given without them.
 */
export function caseSubjects(session: Session, definition: WorkflowDefinition): CaseSubject[] {
  const described = new Set<string>();
  return formFieldsOf(definition)
    .filter(({ field }) => field.type === 'name')
    .flatMap(({ stepId, field }) => {
      const name = session.formData[stepId]?.[field.field_id];
      if (typeof name !== 'string') return [];
      const type = field['name_type'] === 'company' ? ('company' as const) : ('individual' as const);
      const isFirst = !described.has(type);
      described.add(type);
      const entity_role = field['entity_role'] as string | undefined;
      return [
        {
          name,
          type,
          source: `form:${stepId}/${field.field_id}`,
          ...(entity_role && { entity_role }),
          ...(isFirst && type === 'individual' && dateOfBirth(session, definition)),
          countries: isFirst ? countriesFor(type, session, definition) : [],
        },
      ];
    });
}

const birthFields = /^(dob|date_of_birth|birth_?date)$/i;

function dateOfBirth(session: Session, definition: WorkflowDefinition): { dob?: string } {
  for (const { stepId, field } of formFieldsOf(definition)) {
    const value = session.formData[stepId]?.[field.field_id];
    if (field.type === 'date' && birthFields.test(field.field_id) && typeof value === 'string')
      return { dob: value };
  }
  return {};
}

function countriesFor(type: CaseSubject['type'], session: Session, definition: WorkflowDefinition): string[] {
  const relevant = type === 'individual' ? ['nationality'] : ['incorporation'];
  const codes = formFieldsOf(definition)
    .filter(({ field }) => field.type === 'country' && relevant.includes(String(field['country_type'])))
    .map(({ stepId, field }) => session.formData[stepId]?.[field.field_id])
    .filter((code): code is string => typeof code === 'string');
  return [...new Set(codes)];
}
