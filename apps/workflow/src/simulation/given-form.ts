import type { DocumentView } from '#libs/contracts';
import type { FieldError } from '#libs/problems';
import type { WorkflowDefinition } from '../definitions/definition.js';
import { formFieldsOf } from '../definitions/form-fields.js';
import type { FieldDefinition } from '../fields/field-definition.js';
import { formValues, nestedFields } from '../fields/form-values.js';
import { readForm } from '../fields/read-form.js';
import type { FormData } from '../rules/answers.js';
import { readGivenDocuments } from './given-documents.js';

export interface ReadForms {
  values: FormData;
  errors: FieldError[];
}

interface Form {
  stepId: string;
  fields: FieldDefinition[];
}

/**
 * Reads made-up form data, by step or by field alone, as the workflow's forms read what is submitted to them. Nothing is
 * required, so that a case may be about one field. Pointers are below `/case/form_data`.
 *
 * @param today ISO date
 */
export function readGivenForms(
  definition: WorkflowDefinition,
  given: Readonly<Record<string, unknown>>,
  today: string,
): ReadForms {
  const forms = formsOf(definition);
  const open = new Map(Object.entries(given));
  const shared = idsOfSeveral(forms);
  const read: ReadForms = { values: {}, errors: [] };
  for (const form of forms) {
    const ofStep = takeStep(form, open);
    const alone = takeFields(form, open, shared);
    if (!ofStep && Object.keys(alone).length === 0) continue;
    const data = { ...ofStep, ...alone };
    const result = readForm(form.fields, data, today, {
      documents: uploadsIn(form, data),
      around: (fieldId) => answerIn(read.values, fieldId),
    });
    if (result.ok) read.values[form.stepId] = result.values;
    else read.errors.push(...result.errors.map((error) => placed(error, form, alone)));
  }
  const unknown = [...open.keys()].slice(0, 100).map((key) => ({
    pointer: `/case/form_data/${escape(key)}`,
    ...(shared.has(key)
      ? { code: 'ambiguous_field', detail: 'stands in several forms: give it inside its step' }
      : {
          code: 'unknown_property',
          detail: 'is neither a form step with its fields nor a field of this workflow',
        }),
  }));
  return { values: read.values, errors: [...read.errors, ...unknown] };
}

/** What an earlier form holds, which the conditions of a later one may ask for. */
function answerIn(values: FormData, fieldId: string): unknown {
  return Object.values(values).find((form) => Object.hasOwn(form, fieldId))?.[fieldId];
}

function formsOf(definition: WorkflowDefinition): Form[] {
  const forms = new Map<string, Form>();
  for (const { stepId, field } of formFieldsOf(definition)) {
    const form = forms.get(stepId) ?? { stepId, fields: [] };
    form.fields.push(withoutRequired(field));
    forms.set(stepId, form);
  }
  return [...forms.values()];
}

function withoutRequired(field: FieldDefinition): FieldDefinition {
  const key = field.type === 'object' ? 'fields' : 'item_fields';
  const nested = nestedFields(field);
  return {
    ...field,
    required: false,
    ...(nested.length > 0 && { [key]: nested.map(withoutRequired) }),
  };
}

/** A step's answers, unless the key is a field of its own form and its value no set of the form's fields. */
function takeStep({ stepId, fields }: Form, open: Map<string, unknown>): Record<string, unknown> | undefined {
  const value = open.get(stepId);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const ids = new Set(fields.map(({ field_id }) => field_id));
  if (ids.has(stepId) && !Object.keys(value).every((key) => ids.has(key))) return undefined;
  open.delete(stepId);
  return value as Record<string, unknown>;
}

function idsOfSeveral(forms: readonly Form[]): ReadonlySet<string> {
  const ids = forms.flatMap(({ fields }) => fields.map(({ field_id }) => field_id));
  const seen = new Set<string>();
  return new Set(ids.filter((id) => seen.size === seen.add(id).size));
}

/** The answers that are given without their step; those that could be of several forms stay. */
function takeFields(
  { fields }: Form,
  open: Map<string, unknown>,
  shared: ReadonlySet<string>,
): Record<string, unknown> {
  const taken: Record<string, unknown> = {};
  for (const { field_id } of fields) {
    if (!open.has(field_id) || shared.has(field_id)) continue;
    taken[field_id] = open.get(field_id);
    open.delete(field_id);
  }
  return taken;
}

/** The files that the answers name: in a made-up case they count as uploaded for their fields. */
function uploadsIn({ fields }: Form, data: Readonly<Record<string, unknown>>): DocumentView[] {
  const uploads = formValues(fields, data)
    .filter(({ field }) => field.type === 'file')
    .flatMap(({ field: { field_id }, value }) =>
      [value].flat().flatMap((doc_id) => (typeof doc_id === 'string' ? [{ doc_id, field_id }] : [])),
    );
  const given = uploads.map((one) => ({
    ...one,
    status: 'uploaded' as const,
    fields: {},
    warnings: [],
    signals: [],
  }));
  return readGivenDocuments(given).documents;
}

function placed(error: FieldError, { stepId }: Form, alone: Readonly<Record<string, unknown>>): FieldError {
  const [, , fieldId = ''] = error.pointer.split('/');
  const at = Object.hasOwn(alone, fieldId) ? '/case/form_data' : `/case/form_data/${escape(stepId)}`;
  return { ...error, pointer: error.pointer.replace(/^\/data/, at) };
}

const escape = (key: string): string => key.slice(0, 100).replaceAll('~', '~0').replaceAll('/', '~1');
