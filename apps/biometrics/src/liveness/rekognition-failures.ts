import { TransientFailure } from '#libs/problems';

/** Failures of the service itself that pass: the SDK has tried again already. */
const passing = new Set([
  'InternalServerError',
  'ProvisionedThroughputExceededException',
  'ServiceUnavailableException',
  'ThrottlingException',
]);

/** Names of errors that arise on the way to the service. */
const onTheWay = new Set(['AbortError', 'TimeoutError']);
const networkCode = /^E[A-Z]+$/;

/** A failure told apart for its reader: what passes by itself, and what somebody has to put right. */
export interface RekognitionFailure {
  /** The service's or the SDK's name of it. Messages stay out: they may quote an answer that holds a picture. */
  name: string;
  /** HTTP status of the answer, if there was one. */
  status?: number;
  passesByItself: boolean;
}

/** Classifies what the SDK threw. Denied access, refused parameters and unreadable answers do not pass by themselves. */
export function classify(error: unknown): RekognitionFailure {
  const { name, code, $metadata } = error as {
    name?: string;
    code?: string;
    $metadata?: { httpStatusCode?: number };
  };
  const status = $metadata?.httpStatusCode;
  const known = name ?? 'UnknownError';
  const passesByItself =
    passing.has(known) ||
    onTheWay.has(known) ||
    networkCode.test(code ?? '') ||
    (status !== undefined && (status >= 500 || status === 429));
  return { name: known, ...(status !== undefined && { status }), passesByItself };
}

/** What callers see of any failure: the check cannot be done now. */
export function cannotAnswer({ name }: RekognitionFailure): TransientFailure {
  return new TransientFailure(`Rekognition cannot answer (${name})`, 2_000);
}
