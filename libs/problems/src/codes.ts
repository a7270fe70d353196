/** What the HTTP presenter needs to know of a code. Codes are part of the public contract and never change meaning. */
export interface ProblemKind {
  status: number;
  title: string;
}

/** The catalogue of every refusal a caller can meet. The gateway shows it at `/docs/problems`. */
export const problemCodes = {
  malformed_json: { status: 400, title: 'The body is not valid JSON' },
  invalid_query: { status: 400, title: 'A query parameter is not valid' },
  unauthorized: { status: 401, title: 'No valid credential was sent' },
  forbidden: { status: 403, title: 'The credential lacks the scope for this call' },
  not_found: { status: 404, title: 'There is nothing here that you may see' },
  method_not_allowed: { status: 405, title: 'The route exists with other methods' },
  illegal_transition: { status: 409, title: 'The current state does not allow this' },
  step_not_current: { status: 409, title: 'Another step comes first' },
  step_already_completed: { status: 409, title: 'The step is already complete' },
  session_not_active: { status: 409, title: 'The session does not accept this any more' },
  subsessions_pending: { status: 409, title: 'Invited parties are not done yet' },
  conflict: { status: 409, title: 'Somebody else changed this at the same time' },
  upload_already_confirmed: { status: 409, title: 'The upload was confirmed before' },
  liveness_in_progress: { status: 409, title: 'The liveness check has no result yet' },
  already_exists: { status: 409, title: 'There is one with this id already' },
  limit_reached: { status: 409, title: 'No more of these are allowed' },
  session_expired: { status: 410, title: 'The session has expired' },
  upload_expired: { status: 410, title: 'The upload was not finished in time' },
  precondition_failed: { status: 412, title: 'It is not the version that you expect any more' },
  payload_too_large: { status: 413, title: 'The body is too large' },
  unsupported_media_type: { status: 415, title: 'The content type is not accepted here' },
  invalid_request: { status: 422, title: 'The body does not have the expected shape' },
  invalid_submission: { status: 422, title: 'Some of the data was not accepted' },
  invalid_file: { status: 422, title: 'The file was not accepted' },
  document_rejected: { status: 422, title: 'The document does not pass what is asked of it' },
  upload_incomplete: { status: 422, title: 'The bytes of the upload have not arrived' },
  rate_limited: { status: 429, title: 'Too many requests' },
  internal_error: { status: 500, title: 'Something went wrong on our side' },
  not_implemented: { status: 501, title: 'This is not built yet' },
  unavailable: { status: 503, title: 'A part of the platform does not answer at the moment' },
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof problemCodes;
