import { problemCodes, type ProblemCode } from './codes.js';

/** One mistake in a request: `pointer` is a JSON pointer into the request (`/data/email`). */
export interface FieldError {
  pointer: string;
  code: string;
  detail: string;
}

/**
 * An expected "no": the caller asked for something that the rules of the product do not allow. Its text is shown to
 * callers, so it never contains personal data, tokens or file contents.
 */
export class DomainRefusal extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly detail: string,
    readonly errors: readonly FieldError[] = [],
    /** Extra members of the problem document, for example the legal moves of an illegal transition. */
    readonly extensions: Readonly<Record<string, unknown>> = {},
  ) {
    super(`${code}: ${detail}`);
    this.name = 'DomainRefusal';
  }

  get status(): number {
    return problemCodes[this.code].status;
  }
}

/** A start that cannot succeed. Its message alone is shown to the operator: what is missing and how to supply it. */
export class StartError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'StartError';
  }
}

/** Something that may work when tried again: a dependency is down, a lease is held, a write conflicted. */
export class TransientFailure extends Error {
  constructor(
    message: string,
    readonly retryAfterMs = 1_000,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = 'TransientFailure';
  }
}

/** The refusal of a part that the public contract promises and that is not there yet. */
export function notBuilt(what: string): DomainRefusal {
  return new DomainRefusal('not_implemented', `${what} is not built yet.`);
}
