import type { CaseSubject, DocumentView, PostUploadValidation } from '#libs/contracts';
import type { Remark } from '../documents/document.js';
import type { Legibility } from '../reading/index.js';

/** What the validations of one uploaded document look at. What none of them asks for is absent. */
export interface ValidationFacts {
  /** ISO date */
  today: string;
  /** The document as it would be stored, with what was read of it; nothing where it could not be read. */
  document: DocumentView;
  legibility?: Legibility;
  /** How many faces it shows. */
  faces?: number;
  /** Whom the session's forms name so far. */
  subjects?: readonly CaseSubject[];
}

/** Something that has to be asked before a validation can be judged. */
export type Source = 'reading' | 'faces' | 'subjects';

/** Where a document does not pass: a stable code, and what the person who sent it is to do. */
export type Finding = Remark & {
  /** It does not speak against the document, and is noted only whatever the requirement says. */
  isNote?: true;
};

/** One validation: what it needs to know, and its judgement, which is pure; undefined when the document passes. */
export interface Validation {
  name: PostUploadValidation;
  needs: readonly Source[];
  judge: (facts: ValidationFacts) => Finding | undefined;
}
