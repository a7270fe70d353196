import type { OwnershipView } from './ownership-view.js';

/** The parts of a session that services other than workflow own, as they show them to each other and the gateway. */

export interface ExtractedValue {
  value: string;
  /** 0 to 1 */
  confidence: number;
  source: 'mrz' | 'visual_zone' | 'barcode' | 'text_layer' | 'textract';
}

/** `GET /internal/sessions/:id/documents` → `{documents: DocumentView[]}` (document service) */
export interface DocumentView {
  doc_id: string;
  step_id: string;
  document_type?: string;
  field_id?: string;
  side?: 'front' | 'back';
  entity_role?: string;
  status: 'uploaded' | 'processing' | 'extracted' | 'extraction_failed';
  content_type: string;
  size: number;
  uploaded_at: string;
  /** passport, utility_bill, …; absent until read */
  document_kind?: string;
  /** Named as in the public contract; `mrz` is an object of its own. */
  fields: Record<string, unknown>;
  warnings: { code: string; detail: string }[];
  signals: { code: string; detail: string }[];
}

export interface SelfieAssessment {
  doc_id: string;
  passed: boolean;
  qualities: { name: string; value: number | string; passed: boolean }[];
  reasons: string[];
}

/** One attempt at a liveness step, oldest first in its list. */
export interface LivenessAttempt {
  liveness_session_id: string;
  step_id: string;
  /** `created` until a result was taken */
  status: 'created' | 'succeeded' | 'failed' | 'expired';
  /** 0 to 100; absent until judged, or when the provider gave none */
  confidence?: number;
  passed?: boolean;
  challenge_type: string;
  /** `sandbox` marks an outcome that was made up for an integrator's test. */
  provider: string;
  reasons: string[];
  created_at: string;
  completed_at?: string;
}

/** What the liveness attempts of a session came to: the latest judged one. */
export interface LivenessView {
  passed: boolean;
  confidence: number | null;
  provider: string;
  attempts: LivenessAttempt[];
}

/** `GET /internal/sessions/:id/biometrics` (biometrics service) */
export interface BiometricsView {
  selfie?: SelfieAssessment;
  liveness?: LivenessView;
  /** Other sessions of the tenant with the same face; absent as long as faces are not indexed. */
  duplicate_faces?: { session_id: string; similarity: number }[];
  face_match?: {
    provider: string;
    similarity: number;
    threshold: number;
    outcome: 'pass' | 'fail';
    source: 'selfie' | 'liveness';
    doc_id: string;
  };
}

/** `GET /internal/checks/:check_id` (biometrics, document and screening services): what a check found. */
export interface CheckEvidence {
  check_id: string;
  evidence: Record<string, unknown>;
}

/** One datum that two or more sources of a session give. */
export interface FieldComparison {
  /** As in the public contract: `full_name`, `date_of_birth`, … */
  field: string;
  verdict: 'agrees' | 'differs';
  /** `document:<doc_id>/<field>` or `form:<step_id>/<field_id>` */
  sources: string[];
}

/** `evidence` of a cross-validation. `limits` says in sentences what the engine does not look at. */
export interface CrossValidationEvidence {
  comparisons: FieldComparison[];
  limits: string[];
}

export interface AdverseMediaFinding {
  subject: { source: string; entity_role?: string };
  /** 0 to 100 */
  risk: number;
  categories: string[];
  headline: string;
  url?: string;
  published_at?: string;
}

/** `evidence` of an adverse media check. */
export interface AdverseMediaEvidence {
  sources: { id: string; as_of: string }[];
  findings: AdverseMediaFinding[];
  limits: string[];
}

/** `evidence` of a wallet check. */
export interface WalletEvidence {
  lists: { id: string; version: string; as_of: string; entries: number }[];
  wallets: {
    /** `form:<step_id>/<field_id>` */
    source: string;
    network: string;
    entity_role?: string;
    matches: WatchlistMatch[];
  }[];
  limits: string[];
}

/** `evidence` of a sanctions check. */
export interface SanctionsEvidence {
  lists: { id: string; version: string; as_of: string; entries: number }[];
  screenings: {
    screening_id: string;
    subject: { source: string; entity_role?: string; type: string };
    outcome: 'clear' | 'review' | 'match';
    matches: WatchlistMatch[];
  }[];
}

export interface WatchlistMatch {
  entity_id: string;
  list: string;
  source_id: string;
  type: string;
  name: string;
  matched_name: { value: string; kind: string };
  score: number;
  strength: 'weak' | 'potential' | 'strong';
  topics: string[];
  programmes: string[];
  evidence: { kind: string; verdict: string; weight: number; detail: string }[];
}

/** What was found out about a related party in its own session, and where. */
export interface PartyFindings {
  decision: {
    final_decision: string;
    decided_by: string;
    decided_at: string;
    reasons: string[];
    automation_flags: string[];
  } | null;
  checks: { check_id: string; type: string; status: string; outcome: string | null; reasons: string[] }[];
  /** `source` is the place in the party's own session: `form:<step>/<field>`, `document:<doc_id>/<field>` */
  matches: (WatchlistMatch & { source: string; entity_role?: string })[];
  adverse_media: AdverseMediaFinding[];
  /** Steps of its workflow whose own parties count for it. */
  impacting_steps: string[];
}

/** A related party of a session. */
export interface SubsessionView {
  subsession_id: string;
  session_id: string;
  step_id: string;
  name: string;
  role?: string;
  entity_type?: string;
  ownership_percentage?: number;
  /** The child session's status. */
  status: string;
  expires_at: string;
  /** Absent in a case that an integrator made up. */
  findings?: PartyFindings;
  /** The parties of the party's own session. */
  subsessions?: SubsessionView[];
}

/** A party whose place is taken and whose session is about to be there. */
export interface OpeningParty {
  subsession_id: string;
  step_id: string;
  status: 'opening';
}

/** `GET /internal/sessions/:id/subsessions` (subsession service) */
export interface PartiesView {
  subsessions: SubsessionView[];
  /** Absent when there is none: a step that waits for its parties waits for these too. */
  opening?: OpeningParty[];
  /** Absent when the workflow has no step for related parties. */
  ownership?: OwnershipView;
}
