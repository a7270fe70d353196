import { DomainRefusal, TransientFailure } from '#libs/problems';

/** A failure in the form that is kept in a history and written to a log. */
export interface FailureNote {
  name: string;
  /** Absent when the text may repeat data of the message. */
  detail?: string;
  code?: string;
}

/**
 * Errors whose text is written by this code base or by the engine about the code itself. Everything else (a driver's
 * duplicate key error, a JSON syntax error) may quote values, so only its name and code are kept.
 */
const speakable = new Set(['Error', 'TypeError', 'RangeError', 'ReferenceError', 'PublishRefused']);
const longestDetail = 300;

/** Describes a failure without repeating the data that caused it. */
export function describeFailure(error: unknown): FailureNote {
  if (!(error instanceof Error)) return { name: typeof error };
  const code = codeOf(error);
  const isOurs = error instanceof DomainRefusal || error instanceof TransientFailure;
  return {
    name: error.name,
    ...(isOurs || speakable.has(error.name) ? { detail: error.message.slice(0, longestDetail) } : {}),
    ...(code === undefined ? {} : { code }),
  };
}

function codeOf(error: Error): string | undefined {
  const code: unknown = 'code' in error ? error.code : undefined;
  return typeof code === 'string' || typeof code === 'number' ? String(code) : undefined;
}

/**
 * Is this refusal the final answer to a message? A refusal that only says "not now" (somebody else was faster, a part
 * is down, too many at once) must not end a message that nobody will send again.
 */
export function isFinalRefusal(error: unknown): error is DomainRefusal {
  return (
    error instanceof DomainRefusal && error.code !== 'conflict' && error.status < 500 && error.status !== 429
  );
}
