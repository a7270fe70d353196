import type { DocumentView } from '#libs/contracts';
import type { WorkflowDefinition } from '../../definitions/definition.js';
import { parseDefinition } from '../../definitions/parse-definition.js';
import type { Case, CaseCheck, CaseMatch } from '../case.js';

export const today = '2026-11-23';

/** A case of which nothing is known. */
export function aCase(overrides: Partial<Case> = {}): Case {
  return {
    decided_on: today,
    answers: [],
    countries: [],
    matches: [],
    adverse_media: [],
    mismatches: [],
    documents: [],
    biometrics: {},
    subsessions: [],
    checks: [],
    ...overrides,
  };
}

export function aCheck(type: string, overrides: Partial<CaseCheck> = {}): CaseCheck {
  return { check_id: `chk_${type}`, type, status: 'completed', outcome: 'pass', reasons: [], ...overrides };
}

export function aDocument(overrides: Partial<DocumentView> = {}): DocumentView {
  return {
    doc_id: 'doc_1',
    step_id: 'documents',
    document_type: 'id',
    status: 'extracted',
    content_type: 'image/jpeg',
    size: 1,
    uploaded_at: '2026-11-23T09:00:00.000Z',
    document_kind: 'passport',
    fields: {},
    warnings: [],
    signals: [],
    ...overrides,
  };
}

export function aMatch(overrides: Partial<CaseMatch> = {}): CaseMatch {
  return {
    entity_id: 'e',
    list: 'un',
    source_id: '1',
    type: 'individual',
    name: 'N',
    matched_name: { value: 'N', kind: 'primary' },
    score: 0.9,
    strength: 'strong',
    topics: ['sanction'],
    programmes: [],
    evidence: [],
    source: 'form:form/full_name',
    ...overrides,
  };
}

const form = {
  step_id: 'form',
  order: 1,
  name: 'Form',
  type: 'form_fill',
  custom_fields: [
    { field_id: 'pep_status', name: 'PEP', type: 'select', options: ['No', 'Yes - Current PEP'] },
  ],
};

/** A definition with these rules; the mistakes of one that is refused are thrown. */
export function withRules(automation_rules: object, overrides: object = {}): WorkflowDefinition {
  const definition = { name: 'Test', steps: [form], validation_config: { automation_rules }, ...overrides };
  const parsed = parseDefinition(definition, today);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed.definition;
}

/** The answer to `pep_status` of that definition. */
export const pepStatus = (value: unknown): Case =>
  aCase({
    answers: [{ field_id: 'pep_status', type: 'select', source: 'form:form/pep_status', value }],
  });
