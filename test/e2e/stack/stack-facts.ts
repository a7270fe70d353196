/** Where a running stack is and what of it tests may look at. */
export interface StackFacts {
  mode: 'embedded' | 'distributed';
  /** The gateway's address. */
  baseUrl: string;
  /** An API key with all scopes. */
  apiKey: string;
  mongoUri: string;
  /** The public decision events, one JSON object per line, as an independent reader sees them. */
  eventsFile: string;
  /** What the processes print, as files. */
  logFiles: string[];
  /** The folder the stack keeps its files in; absent when they are kept elsewhere. */
  dataDir?: string;
}

/**
 * The stack of this run.
 *
 * @throws Error when no stack was started.
 */
export function stackFacts(): StackFacts {
  const facts = process.env['E2E_STACK'];
  if (!facts) throw new Error('E2E_STACK is not set: run this suite with test/e2e/jest.config.js');
  return JSON.parse(facts) as StackFacts;
}
