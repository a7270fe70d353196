import type { Validation } from './validation-facts.js';

/** A face is seen well enough to be compared. Backs of documents show none. */
export const facePresent: Validation = {
  name: 'face_present',
  needs: ['faces'],
  judge({ document, faces = 0 }) {
    if (faces > 0 || document.side === 'back') return undefined;
    return {
      code: 'face_not_found',
      detail:
        'No portrait was found. Take the photograph again so that the portrait is sharp, not covered and free of reflections.',
    };
  },
};
