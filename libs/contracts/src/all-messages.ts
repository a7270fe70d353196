import * as biometrics from './biometrics/messages.js';
import * as document from './document/messages.js';
import type { MessageContract } from './message.js';
import * as screening from './screening/messages.js';
import * as invitations from './subsession/invitation-messages.js';
import * as parties from './subsession/party-messages.js';
import * as decided from './workflow/session-decided.js';
import * as session from './workflow/session-events.js';

/** Every message of the platform, for the contract tests and the generated documentation. */
export const allMessages: readonly MessageContract[] = [
  session,
  decided,
  document,
  biometrics,
  screening,
  parties,
  invitations,
].flatMap((group) => Object.values(group) as MessageContract[]);
