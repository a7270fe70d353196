import type { SubsessionView } from '#libs/contracts';
import type { FieldError } from '#libs/problems';

/** An invited party that the step waits for. */
export function pending({ subsession_id, status }: SubsessionView): FieldError {
  return {
    pointer: `/subsessions/${subsession_id}`,
    code: 'subsession_pending',
    detail: `This party's session is ${status}.`,
  };
}
