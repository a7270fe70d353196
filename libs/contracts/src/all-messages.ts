import * as biometrics from './biometrics/messages.js';
import * as document from './document/messages.js';
import type { MessageContract } from './message.js';
import * as screening from './screening/messages.js';
import * as subsession from './subsession/messages.js';
import * as decided from './workflow/session-decided.js';
import * as session from './workflow/session-events.js';

/** Every message of the platform, for the contract tests and the generated documentation. */
export const allMessages: readonly MessageContract[] = [
  session,
  decided,
  document,
  biometrics,
  screening,
  subsession,
].flatMap((group) => Object.values(group) as MessageContract[]);
