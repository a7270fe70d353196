/** Bodies of answers, as far as the suite looks at them. Written from the public contract, not from the code. */

export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance: string;
  code: string;
  errors: { pointer: string; code: string; detail: string }[];
  [extension: string]: unknown;
}

export interface StepStatus {
  step_id: string;
  status: 'pending' | 'in_progress' | 'completed' | 'correction_requested';
  started_at: string | null;
  completed_at: string | null;
}

export interface CreatedSession {
  session_id: string;
  workflow_id: string;
  workflow_version: number;
  status: string;
  access_token: string;
  url: string;
  expires_at: string;
}

export interface ExtractedValue {
  value: string;
  confidence: number;
  source: string;
}

export interface Mrz {
  format: string;
  lines: string[];
  check_digits: Record<string, boolean>;
  repairs: number;
  valid: boolean;
}

export interface DocumentPart {
  doc_id: string;
  step_id: string;
  document_type: string;
  status: string;
  document_kind?: string;
  fields: Record<string, ExtractedValue> & { mrz?: Mrz };
  warnings: { code: string; detail: string }[];
}

export interface Match {
  entity_id: string;
  list: string;
  source_id: string;
  name: string;
  score: number;
  strength: 'weak' | 'potential' | 'strong';
  evidence: { kind: string; verdict: string; weight: number; detail: string }[];
}

export interface CheckPart {
  check_id: string;
  type: string;
  status: string;
  outcome: 'pass' | 'review' | 'fail' | null;
  reasons: string[];
  started_at: string | null;
  completed_at: string | null;
  provider: string | null;
  evidence: Record<string, unknown> | null;
}

export interface SanctionsEvidence {
  lists: { id: string; version: string; entries: number }[];
  screenings: { subject: { source: string; type: string }; outcome: string; matches: Match[] }[];
}

export interface Decision {
  action: string;
  status: string;
  final_decision: string;
  /** Of a review that a related party's later result asked for. */
  reopened_by?: { subsession_id: string; session_id: string };
  decided_by: string;
  decided_at: string;
  workflow_version: number;
  reasons: string[];
  automation_flags: string[];
  inputs_hash: string;
  rule_hits: {
    rule: string;
    list: string;
    action: string;
    code: string;
    reason: string | null;
    inputs: Record<string, unknown>[];
  }[];
}

export interface PartyPart {
  subsession_id: string;
  session_id: string;
  step_id: string;
  name: string;
  role?: string;
  status: string;
}

export interface SessionView {
  session_id: string;
  workflow_id: string;
  workflow_version: number;
  parent_session_id: string | null;
  client_id: string | null;
  status: string;
  completed_at: string | null;
  steps: StepStatus[];
  metadata: Record<string, unknown>;
  form_data: Record<string, Record<string, unknown>>;
  documents: DocumentPart[];
  biometrics: {
    selfie?: { passed: boolean; qualities: { name: string; value: number | string; passed: boolean }[] };
    face_match?: { similarity: number; threshold: number; outcome: string; source: string; doc_id: string };
  };
  checks: CheckPart[];
  subsessions: PartyPart[];
  decision: Decision | null;
  previous_decisions: Decision[];
  processing_results: Record<string, unknown> & { subsessions: PartyResult[] };
  ownership?: {
    threshold: number;
    owners: { name: string; effective: number; is_beneficial_owner: boolean; is_verified: boolean }[];
    unaccounted: { percent: number };
  };
}

export interface PartyResult {
  subsession_id: string;
  parent_subsession_id: string | null;
  name: string;
  status: string;
  final_decision: string | null;
  reasons: string[];
  matches: (Match & { source: string })[];
}

export interface PartyDraft {
  draft_id: string;
  name: string;
  role?: string;
  ownership_percentage?: number;
}

export interface PublicState {
  session_id: string;
  workflow_name: string;
  status: string;
  expires_at: string;
  current_step_index: number;
  total_steps: number;
  steps: (StepStatus & { documents: { doc_id: string; document_type: string; status: string }[] })[];
}

export interface CompletedStep {
  step: { step_id: string; status: string };
  session: { status: string; current_step_index: number };
  next_step_id: string | null;
}

export interface BegunUpload {
  upload_id: string;
  upload_url: string;
  method: 'PUT';
  headers: Record<string, string>;
  expires_at: string;
}

export interface InvitedParty {
  subsession_id: string;
  session_id: string;
  step_id: string;
  access_token: string;
  url: string;
  status: string;
  expires_at: string;
}

export interface TimelineEntry {
  entry_id: string;
  type: string;
  actor: string;
  at: string;
  before: string | null;
  after: string | null;
  details: Record<string, unknown>;
}

export interface Page<T> {
  data: T[];
  next_cursor: string | null;
}

export interface Screening {
  screening_id: string;
  screened_at: string;
  outcome: 'clear' | 'review' | 'match';
  lists: { id: string; version: string; as_of: string; entries: number }[];
  matches: Match[];
}
