import type { Arbitrary } from 'fast-check';

/** What a target made of an input. */
export type Verdict = 'accepted' | 'refused';

/** Something that takes JSON text from strangers. */
export interface Target {
  name: string;
  inputs: Arbitrary<string>;
  /** Hands it one input; throws when it did anything but accept or refuse it. */
  attempt(text: string): Verdict | Promise<Verdict>;
}
