import { DomainRefusal, problemCodes, TransientFailure, type ProblemCode } from '#libs/problems';
import { type AnalyzeOptions, type DocumentFile, type DocumentReading } from '../document-analyzer.js';

/** One reading asked of the reading thread. */
export interface ReadRequest {
  id: number;
  bytes: Uint8Array;
  contentType: DocumentFile['contentType'];
  documentType: string;
  today: string;
  options?: AnalyzeOptions;
}

/** How a reading ended. Errors cross the thread as data, since classes do not. */
export type ReadResponse =
  | { id: number; reading: DocumentReading }
  | { id: number; refusal: { code: ProblemCode; detail: string } }
  | { id: number; failure: string };

/** What the reading thread says first: its models are loaded, or why they could not be. */
export type ReadyMessage = { ready: true } | { ready: false; failure: string };

/** The answer to a request that ended with this error. */
export function failureResponse(id: number, error: unknown): ReadResponse {
  if (error instanceof DomainRefusal) return { id, refusal: { code: error.code, detail: error.detail } };
  return { id, failure: error instanceof Error ? error.message : 'The document could not be read.' };
}

/** The error that a response carries, as it was thrown in the thread. */
export function errorOf(response: Exclude<ReadResponse, { reading: DocumentReading }>): Error {
  if ('failure' in response) return new Error(response.failure);
  const { code, detail } = response.refusal;
  return code in problemCodes ? new DomainRefusal(code, detail) : new TransientFailure(detail);
}
