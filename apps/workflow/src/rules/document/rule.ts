import { Type } from '@sinclair/typebox';
import { documentTypes, type DocumentType } from '../../steps/document-upload/config.js';
import { ActionSchema, Reason } from '../action.js';
import { defineRules, mistakeInNumber, type NumberRange } from '../rule-kind.js';
import { conditions, findings, type DocumentCondition } from './conditions.js';
import { isSameType } from './document-kinds.js';

/** Ten years: nothing that expires is issued for longer. */
const mostDays = 3_653;

const values: Partial<Record<DocumentCondition, NumberRange>> = {
  expires_within_days: { from: 0, to: mostDays, required: true, integer: true },
  low_confidence: { from: 0, to: 1, required: false },
};

/** Fires on the state of documents: of one type, or of any that was uploaded for a requirement. */
export const documentRules = defineRules({
  list: 'document_rules',
  schema: Type.Object(
    {
      document_type: Type.Optional(
        Type.Union((Object.keys(documentTypes) as DocumentType[]).map((type) => Type.Literal(type))),
      ),
      condition: Type.Union(conditions.map((condition) => Type.Literal(condition))),
      value: Type.Optional(Type.Number()),
      action: ActionSchema,
      reason: Reason,
    },
    { additionalProperties: false },
  ),
  checkRule({ document_type, condition, value }) {
    const errors = mistakeInNumber(value, values[condition]);
    if (condition !== 'missing' || document_type !== undefined) return errors;
    const detail = 'is required: say which document is missing';
    return [{ pointer: '/document_type', code: 'required', detail }, ...errors];
  },
  evaluate({ document_type, condition, value }, facts) {
    const documents = facts.documents.filter((document) =>
      document_type === undefined
        ? document.document_type !== undefined
        : isSameType(document.document_type, document_type),
    );
    const scope = { documents, facts, value, named: document_type !== undefined };
    const { inputs, unknown } = findings[condition](scope);
    if (inputs.length > 0)
      return { code: `document_${condition}`, inputs: inputs.map((input) => ({ ...input })) };
    return unknown ? { unavailable: `document_${condition}_not_available` } : undefined;
  },
});
