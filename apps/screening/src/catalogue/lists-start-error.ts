import { StartError } from '#libs/problems';

/** The service does not start without every list it was told to use. The text is for operators and names the list. */
export class ListsStartError extends StartError {
  constructor(message: string, options?: { cause?: unknown }) {
    super(
      `${message}. SCREENING_LISTS names the lists to load; without it the sample list is used.`,
      options,
    );
    this.name = 'ListsStartError';
  }
}
