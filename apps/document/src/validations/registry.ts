import type { PostUploadValidation } from '#libs/contracts';
import { facePresent } from './face-present.js';
import { legible } from './legible.js';
import { mrzValid } from './mrz-valid.js';
import { nameMatch } from './name-match.js';
import { notExpired } from './not-expired.js';
import { typeMatch } from './type-match.js';
import type { Validation } from './validation-facts.js';

/** Every validation that a requirement can ask for. */
export const validations: Readonly<Record<PostUploadValidation, Validation>> = {
  legible,
  type_match: typeMatch,
  not_expired: notExpired,
  mrz_valid: mrzValid,
  face_present: facePresent,
  name_match: nameMatch,
};
