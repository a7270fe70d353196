import { Type } from '@sinclair/typebox';

/** Identifiers are opaque; only their prefix is promised. */
export const SessionId = Type.String({ pattern: '^ses_[0-9a-z]{26}$' });
export const DocumentId = Type.String({ pattern: '^doc_[0-9a-z]{26}$' });
export const CheckId = Type.String({ pattern: '^chk_[0-9a-z]{26}$' });
export const WorkflowId = Type.String({ pattern: '^wfl_[0-9a-z]{26}$' });
export const Timestamp = Type.String({ format: 'date-time' });
export const Code = Type.String({ pattern: '^[a-z0-9_]{1,80}$' });

export const CheckStatus = Type.Union(
  (['completed', 'failed', 'not_available'] as const).map((s) => Type.Literal(s)),
);
export const CheckOutcome = Type.Union((['pass', 'review', 'fail'] as const).map((s) => Type.Literal(s)));

/** What every check reports when it ends; the evidence stays with the service that has it. */
export const CheckResult = {
  session_id: SessionId,
  check_id: CheckId,
  status: CheckStatus,
  outcome: Type.Optional(CheckOutcome),
  provider: Type.String(),
  reasons: Type.Array(Code),
};

/** Identifiers for the golden samples. */
export const sample = {
  sessionId: 'ses_01jd8x0000000000000000a001',
  parentSessionId: 'ses_01jd8x0000000000000000a000',
  docId: 'doc_01jd8x0000000000000000b001',
  checkId: 'chk_01jd8x0000000000000000c001',
  workflowId: 'wfl_01jd8x0000000000000000d001',
  time: '2026-11-23T09:00:00.000Z',
};
