import type { FieldError } from '#libs/problems';
import { isAtOrBelow } from './json-pointer.js';

/** Where the schema found fault with an input, so that what is sound can still be held against each other. */
export class Faults {
  private readonly places: readonly string[];

  constructor(errors: readonly FieldError[]) {
    // A property too many leaves the others as they should be.
    this.places = errors.filter(({ code }) => code !== 'unknown_property').map(({ pointer }) => pointer);
  }

  /** Whether there is a value of the right kind at the place; what is in it may be faulty. */
  isReadable(place: string): boolean {
    return !this.places.some((faulty) => isAtOrBelow(place, faulty));
  }

  /** Whether the place and everything in it is as the schema wants it. */
  isSound(place: string): boolean {
    return this.isReadable(place) && !this.places.some((faulty) => isAtOrBelow(faulty, place));
  }
}
