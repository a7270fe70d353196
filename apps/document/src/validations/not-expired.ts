import { believedText, isIdentityDocument, mayBeOnOtherSide } from './identity-documents.js';
import type { Validation } from './validation-facts.js';

/**
 * The date of expiry is today or later. An identity document has to show one, unless it is valid permanently; other
 * documents have none by nature and are judged by it only where one was read.
 */
export const notExpired: Validation = {
  name: 'not_expired',
  needs: ['reading'],
  judge({ document, today }) {
    const expiry = believedText(document, 'date_of_expiry');
    if (expiry !== undefined)
      return expiry >= today
        ? undefined
        : { code: 'document_expired', detail: 'The document has expired. Send one that is still valid.' };
    const isPermanent = document.warnings.some(({ code }) => code === 'no_expiry_date');
    if (isPermanent || !isIdentityDocument(document) || mayBeOnOtherSide(document)) return undefined;
    return {
      code: 'expiry_unreadable',
      detail:
        'The date of expiry could not be read. Take the photograph again so that the date is sharp and not covered.',
    };
  },
};
