import { crossValidate } from '../cross-validation/compare.js';
import { believedText, mayBeOnOtherSide } from './identity-documents.js';
import type { Validation } from './validation-facts.js';

const names: readonly string[] = ['full_name', 'company_name'];

/**
 * A name on the document agrees with one that the forms give for the same role, by the comparison of names that
 * cross-validation uses. Where no form gives such a name yet, there is nothing to compare: that is noted, so that
 * nobody takes the document for compared, and does not speak against it.
 */
export const nameMatch: Validation = {
  name: 'name_match',
  needs: ['reading', 'subjects'],
  judge({ document, subjects = [] }) {
    const { comparisons } = crossValidate(subjects, [document]).evidence;
    const compared = comparisons.filter(({ field }) => names.includes(field));
    if (compared.some(({ verdict }) => verdict === 'differs'))
      return {
        code: 'name_mismatch',
        detail:
          'The name on the document is not the one you gave. Send a document in that name, or correct the name you gave.',
      };
    if (compared.length > 0) return undefined;
    const bearsName = ['full_name', 'surname', 'company_name'].some((name) => believedText(document, name));
    if (bearsName || subjects.length === 0)
      return {
        code: 'name_not_compared',
        detail: 'No form has given a name yet that the document could be compared with.',
        isNote: true,
      };
    if (mayBeOnOtherSide(document)) return undefined;
    return {
      code: 'name_unreadable',
      detail:
        'The name could not be read. Take the photograph again so that the name is sharp and not covered.',
    };
  },
};
