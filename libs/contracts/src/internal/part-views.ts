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

/** `GET /internal/sessions/:id/biometrics` (biometrics service) */
export interface BiometricsView {
  selfie?: SelfieAssessment;
  face_match?: {
    similarity: number;
    threshold: number;
    outcome: 'pass' | 'fail';
    source: 'selfie' | 'liveness';
    doc_id: string;
  };
}

/** `GET /internal/checks/:check_id` (biometrics and screening services): what a check found. */
export interface CheckEvidence {
  check_id: string;
  evidence: Record<string, unknown>;
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

/** `GET /internal/sessions/:id/subsessions` → `{subsessions: SubsessionView[]}` (subsession service) */
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
}
