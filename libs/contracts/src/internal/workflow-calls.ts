import type { PostUploadCheck } from '../document/requirement.js';
import type { PartyFindings } from './part-views.js';

/** Answers of the workflow service to other services. Paths are in the comments; all need a service identity. */

/** `POST /internal/access-tokens/resolve {token_hash}`; 404 `not_found`, 410 `session_expired`. */
export interface ResolvedAccessToken {
  session_id: string;
  tenant_id: string;
}

/** `POST /internal/sessions/:id/upload-permissions {step_id, document_type?, field_id?}`; a refusal when not allowed. */
export interface UploadPermission {
  step_id: string;
  step_type: string;
  document_type?: string;
  field_id?: string;
  auto_extract: boolean;
  allow_multiple: boolean;
  /** Says in a warning when the file is another kind of document than the one asked for. */
  classify?: boolean;
  entity_role?: string;
  /** Content types that a `file` field takes; all that are accepted anywhere when absent. */
  accepted_types?: string[];
  max_size_mb?: number;
  /** What the document has to pass before it is accepted; absent when nothing is asked. */
  validations?: PostUploadCheck[];
  /** The id of the profile that the document is read with beside what is read of every document. */
  extraction_profile?: string;
}

/** A person or company named in a session's form. */
export interface CaseSubject {
  name: string;
  type: 'individual' | 'company';
  entity_role?: string;
  /** Where the name stands: `form:<step_id>/<field_id>` */
  source: string;
  dob?: string;
  /** ISO alpha-2 */
  countries: string[];
  /** Whether its field asks for adverse media. */
  validate_adverse_media?: boolean;
}

/** A wallet address given in a session's form. */
export interface CaseWallet {
  address: string;
  network: string;
  /** `form:<step_id>/<field_id>` */
  source: string;
  entity_role?: string;
}

/** `GET /internal/sessions/:id/case`: what screening needs of the form. */
export interface SessionCase {
  session_id: string;
  entity_types: string[];
  subjects: CaseSubject[];
  wallets: CaseWallet[];
}

/** `GET /internal/sessions/:id` */
export interface SessionSummary {
  session_id: string;
  tenant_id: string;
  workflow_id: string;
  status: string;
  expires_at: string;
}

/**
 * `POST /internal/sessions {workflow_id, parent_session_id, step_id, ttl_days?, metadata?, actor?}` (refused when it is not
 * the turn of that step of the parent), and of an open session `POST /internal/sessions/:id/links` (one more link),
 * `POST /internal/sessions/:id/generate-link {ttl_days?, actor?}` (instead of all others; an expired session comes back for
 * so many days, else for those of its workflow)
 */
export interface CreatedSession extends SessionSummary {
  access_token: string;
  url: string;
}

/** `POST /internal/session-results {session_ids}` → `{results: PartyResult[]}`: of the tenant's sessions that there are. */
export interface PartyResult extends PartyFindings {
  session_id: string;
  status: string;
  expires_at: string;
  /** The first company that its forms name. */
  company_name?: string;
  /** Whether its workflow has a step for related parties. */
  collects_parties: boolean;
  /** Percent from which a natural person is a beneficial owner. */
  ownership_threshold: number;
}

/**
 * `GET /internal/sessions/:id/party-drafts` → `{drafts: PartyDraft[]}`: parties that the session already names, those of
 * its forms first. Somebody who is named twice is here twice.
 */
export interface PartyDraft {
  /** Stays the same as long as the place of the name does. */
  draft_id: string;
  name: string;
  entity_type: 'individual' | 'company';
  role?: string;
  ownership_percentage?: number;
  email?: string;
  /** `form:<step>/<field>` or `document:<doc_id>/<field>` */
  source: string;
}

/**
 * `GET /internal/sessions/:id/subsession-step?step_id=` (or the one that is open); 409 when it is not its turn, or the
 * workflow for its parties is gone.
 */
export interface SubsessionStep {
  step_id: string;
  workflow_id: string;
  /** For whom the workflow of its parties is. */
  entity_types: ('individual' | 'company')[];
  max_subsessions: number;
  ttl_days?: number;
}

/** The options of a liveness step, defaults filled in. */
export interface LivenessConfig {
  /** 0 to 100 */
  min_confidence: number;
  challenge_type: 'FaceMovementChallenge' | 'FaceMovementAndLightChallenge';
  save_reference_image: boolean;
  save_audit_images: boolean;
  use_for_face_match: boolean;
  /** Attempts in all. */
  max_retries: number;
}

/** `GET /internal/sessions/:id/liveness-step`; 409 `step_not_current` when it is not a liveness step's turn. */
export interface LivenessStep {
  step_id: string;
  config: LivenessConfig;
  /** When a reviewer reopened the step: only attempts after it count. */
  reopened_at?: string;
  /** Magic values of the session's metadata (`metadata.sandbox.liveness`), for the sandbox provider only. */
  sandbox_outcomes?: string[];
}
