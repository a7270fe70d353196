import { DomainRefusal } from '#libs/problems';

/** A refusal of one input of the specimen maker; `pointer` names the field, `detail` never repeats its value. */
export function refuse(pointer: string, code: string, detail: string): DomainRefusal {
  return new DomainRefusal('invalid_submission', detail, [{ pointer, code, detail }]);
}

/** Returns `value` when it is a finite number between `min` and `max` (inclusive), and refuses anything else. */
export function within(pointer: string, value: number, min: number, max: number): number {
  if (!Number.isFinite(value) || value < min || value > max) {
    throw refuse(pointer, 'out_of_range', `${pointer.slice(1)} must be a number from ${min} to ${max}`);
  }
  return value;
}
