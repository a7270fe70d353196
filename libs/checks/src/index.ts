export {
  NotYet,
  type CheckEngine,
  type CheckResult,
  type ClaimedCheck,
  type EndedCheck,
} from './check-job.js';
export { ensureCheckIndexes } from './check-jobs.js';
export { ChecksController } from './checks.controller.js';
export { provideSessionChecks } from './provide-session-checks.js';
export { SessionChecks, type SessionChecksOptions } from './session-checks.js';
