import type { DocumentView } from '#libs/contracts';
import { mayBeOnOtherSide } from './identity-documents.js';
import type { Validation } from './validation-facts.js';

const retake =
  'Take the photograph again so that the lines of letters, digits and < signs at the edge of the document are sharp and complete.';

/**
 * The machine readable zone is there, all its check digits agree and its dates exist. A driving licence has none to be
 * missed (as for the rules on documents), and one side of a card may have it on the other.
 */
export const mrzValid: Validation = {
  name: 'mrz_valid',
  needs: ['reading'],
  judge({ document }) {
    const zone = document.fields['mrz'] as { valid?: boolean } | undefined;
    if (zone) {
      const isSound = zone.valid === true && !hasWarning(document, 'mrz_date_invalid');
      if (isSound) return undefined;
      return { code: 'mrz_invalid', detail: `The machine readable lines are not correct. ${retake}` };
    }
    if (document.document_kind === 'driving_licence' || mayBeOnOtherSide(document)) return undefined;
    return { code: 'mrz_not_found', detail: `No machine readable lines were found. ${retake}` };
  },
};

const hasWarning = ({ warnings }: DocumentView, code: string): boolean =>
  warnings.some((warning) => warning.code === code);
