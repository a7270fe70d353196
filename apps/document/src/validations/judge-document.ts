import type { PostUploadCheck } from '#libs/contracts';
import type { Remark } from '../documents/document.js';
import { validations } from './registry.js';
import type { Source, ValidationFacts } from './validation-facts.js';

export interface Judgement {
  /** What refuses the document, in the order in which the requirement asks. */
  refusals: Remark[];
  /** What is noted with it. */
  remarks: Remark[];
  /** Whether a validation that may refuse the document could not be judged. */
  isOpen: boolean;
}

/**
 * Judges a document by the validations that its requirement asks for. Pure.
 *
 * @param unanswered what should have been asked and gave no answer
 */
export function judgeDocument(
  checks: readonly PostUploadCheck[],
  facts: ValidationFacts,
  unanswered: ReadonlySet<Source>,
): Judgement {
  const judgement: Judgement = { refusals: [], remarks: [], isOpen: false };
  for (const { validation, on_fail } of checks) {
    const { needs, judge } = validations[validation];
    if (needs.some((source) => unanswered.has(source))) {
      if (on_fail === 'reject') judgement.isOpen = true;
      else judgement.remarks.push(unavailable(validation));
      continue;
    }
    const found = judge(facts);
    if (!found) continue;
    const { code, detail, isNote } = found;
    const refuses = on_fail === 'reject' && !isNote;
    (refuses ? judgement.refusals : judgement.remarks).push({ code, detail });
  }
  return judgement;
}

const unavailable = (validation: string): Remark => ({
  code: 'validation_unavailable',
  detail: `The validation ${validation} could not be made: what it needs did not answer.`,
});
