import type { DocumentView } from '#libs/contracts';
import { resolveDateLimit } from '../../fields/date/calendar.js';
import { hasResult, type Case } from '../case.js';
import { contradictsType, isIdentityDocument } from './document-kinds.js';

/** The documents that a rule speaks of, and what it compares with. */
export interface Scope {
  documents: readonly DocumentView[];
  facts: Case;
  value: number | undefined;
  /** Whether the rule names a type of document. */
  named: boolean;
}

/** What a condition found: what it fires on, and whether something it should have looked at is not known. */
export interface Finding {
  inputs: Record<string, unknown>[];
  unknown: boolean;
}

export const conditions = [
  'missing',
  'expired',
  'expires_within_days',
  'extraction_failed',
  'low_confidence',
  'type_mismatch',
  'data_mismatch',
  'mrz_invalid',
] as const;
export type DocumentCondition = (typeof conditions)[number];

/** Below this confidence something on the document itself contradicts a value (public contract, extracted fields). */
const contradicted = 0.5;

export const findings: Record<DocumentCondition, (scope: Scope) => Finding> = {
  missing: ({ documents }) => ({ inputs: documents.length === 0 ? [{ documents: 0 }] : [], unknown: false }),

  expired: (scope) => expiries(scope, (expiry, today) => expiry < today),

  /** A document that has expired already is past every such limit. */
  expires_within_days: (scope) =>
    expiries(scope, (expiry, today) => expiry <= resolveDateLimit(`today+${scope.value ?? 0}d`, today)),

  extraction_failed: ({ documents }) => ({
    inputs: documents.filter(couldNotBeRead).map((one) => shown(one, { status: one.status })),
    unknown: documents.some(({ status }) => status === 'processing'),
  }),

  low_confidence: (scope) =>
    ofEachRead(scope, (document) => {
      const limit = scope.value ?? contradicted;
      return Object.entries(document.fields).flatMap(([field, datum]) => {
        const confidence = property(datum, 'confidence');
        return typeof confidence === 'number' && confidence < limit ? [{ field, confidence }] : [];
      });
    }),

  type_mismatch: (scope) =>
    ofEachRead(scope, ({ document_type, document_kind, warnings }) =>
      contradictsType(document_type, document_kind) || hasWarning({ warnings }, 'type_mismatch')
        ? [{ document_kind: document_kind ?? null }]
        : [],
    ),

  data_mismatch({ documents, facts }) {
    const within = documents
      .filter((one) => hasWarning(one, 'visual_zone_mismatch'))
      .map((one) => shown(one, { warning: 'visual_zone_mismatch' }));
    const ids = new Set(documents.map(({ doc_id }) => doc_id));
    const between = facts.mismatches.filter(({ doc_ids }) => doc_ids.some((id) => ids.has(id)));
    return {
      inputs: [...within, ...between.map((one) => ({ ...one }))],
      unknown: documents.length > 0 && !hasResult(facts, 'cross_validate_documents'),
    };
  },

  mrz_invalid(scope) {
    const { inputs, unknown } = ofEachRead(scope, (document) => {
      const warning = ['mrz_check_digit_failed', 'mrz_date_invalid'].find((code) =>
        hasWarning(document, code),
      );
      const valid = property(document.fields['mrz'], 'valid');
      return valid === false || warning ? [{ valid: valid ?? null, warning: warning ?? null }] : [];
    });
    const unread = sheetsOf(scope.documents).some(
      (sides) => sides.some(lacksZone) && sides.every(({ fields }) => !fields['mrz']),
    );
    return { inputs, unknown: unknown || unread };
  },
};

/** A driving licence has no machine readable zone to be missed. */
const lacksZone = (document: DocumentView): boolean =>
  document.document_kind !== 'driving_licence' && hasWarning(document, 'mrz_not_found');

const couldNotBeRead = (document: DocumentView): boolean =>
  document.status === 'extraction_failed' || hasWarning(document, 'text_unreadable');

const hasWarning = ({ warnings }: Pick<DocumentView, 'warnings'>, code: string): boolean =>
  warnings.some((warning) => warning.code === code);

const property = (datum: unknown, name: 'value' | 'confidence' | 'valid'): unknown =>
  typeof datum === 'object' && datum !== null ? (datum as Record<string, unknown>)[name] : undefined;

const shown = ({ doc_id, document_type }: DocumentView, seen: object): Record<string, unknown> => ({
  doc_id,
  document_type: document_type ?? null,
  ...seen,
});

/** Whatever a test finds in documents that were read; one that should have been and was not leaves the rule open. */
function ofEachRead(scope: Scope, test: (document: DocumentView) => Record<string, unknown>[]): Finding {
  return {
    inputs: scope.documents.flatMap((one) => test(one).map((seen) => shown(one, seen))),
    unknown: scope.documents.some((one) => isUnread(one, scope.named)),
  };
}

/** Files that nobody asked to read are of no concern to a rule that does not name their type. */
function isUnread(document: DocumentView, named: boolean): boolean {
  if (document.status === 'uploaded') return named;
  return document.status === 'processing' || couldNotBeRead(document);
}

function expiries(scope: Scope, isPast: (expiry: string, today: string) => boolean): Finding {
  const { documents, facts } = scope;
  const inputs = documents.flatMap((one) => {
    const date_of_expiry = expiryOf(one);
    return date_of_expiry !== undefined && isPast(date_of_expiry, facts.decided_on)
      ? [shown(one, { date_of_expiry })]
      : [];
  });
  const unknown = sheetsOf(documents).some(
    (sides) =>
      sides.some((side) => isIdentityDocument(side.document_type, side.document_kind)) &&
      sides.some((side) => side.status !== 'uploaded' || scope.named) &&
      sides.every((side) => expiryOf(side) === undefined && !hasWarning(side, 'no_expiry_date')),
  );
  return { inputs, unknown };
}

function expiryOf({ fields }: DocumentView): string | undefined {
  const expiry = property(fields['date_of_expiry'], 'value');
  return typeof expiry === 'string' ? expiry : undefined;
}

/** Front and back of one document carry its data between them; a file without a side is a document of its own. */
function sheetsOf(documents: readonly DocumentView[]): DocumentView[][] {
  const sheets = new Map<string, DocumentView[]>();
  for (const document of documents) {
    const { doc_id, step_id, document_type, side } = document;
    const key = side ? `${step_id}/${document_type}` : doc_id;
    sheets.set(key, [...(sheets.get(key) ?? []), document]);
  }
  return [...sheets.values()];
}
