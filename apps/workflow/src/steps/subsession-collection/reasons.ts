import type { FieldError } from '#libs/problems';
import type { CollectedParty } from '../step-type.js';

/** An invited party that the step waits for. */
export function pending({ subsession_id, status }: CollectedParty): FieldError {
  return {
    pointer: `/subsessions/${subsession_id}`,
    code: 'subsession_pending',
    detail: `This party's session is ${status}.`,
  };
}
