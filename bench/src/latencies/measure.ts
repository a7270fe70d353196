import type { Spread } from '../statistics.js';

/** Measures one call for each of the sessions that were opened; `i` is the session. */
export type Measure = (work: (i: number) => Promise<unknown>) => Promise<Spread>;
