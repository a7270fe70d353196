import { StartError } from '#libs/problems';

/** Why the embedded MongoDB could not be used; each value is one thing an operator can act on. */
export type EmbeddedMongoFault =
  'binary_missing' | 'binary_unusable' | 'in_use' | 'unwritable' | 'port_taken' | 'start_failed';

/** The one message that an operator sees when the embedded MongoDB cannot start; it says what to do about it. */
export class EmbeddedMongoStartError extends StartError {
  constructor(
    readonly fault: EmbeddedMongoFault,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = 'EmbeddedMongoStartError';
  }
}

/** The operating system's code of a failed call (`ENOSPC`), or the error's text when it has none. */
export function reasonOf(error: unknown): string {
  if (error instanceof Error) {
    const { code } = error as NodeJS.ErrnoException;
    return code ?? error.message;
  }
  return String(error);
}
