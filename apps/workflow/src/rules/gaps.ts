import type { Case, CaseCheck } from './case.js';

/**
 * The codes of what stands in the way of an automatic approval whatever the rules say: checks that did not pass, a
 * liveness check that was failed, a party that counts for this session and was rejected or is reviewed for something
 * that was found. What a party's own session was approved with has been looked at there.
 */
export function gapsOf({ checks, biometrics, subsessions }: Case): string[] {
  const ofChecks = checks.filter((check) => !hasPassed(check)).map(codeOf);
  const livenessFailed = biometrics.liveness?.passed === false;
  const counting = subsessions.filter((one) => one.impacts_parent);
  const partyRejected = counting.some(({ status }) => status === 'rejected');
  const partyInReview = counting.some((one) => one.has_open_findings);
  return [
    ...ofChecks,
    ...(livenessFailed ? ['liveness_failed'] : []),
    ...(partyRejected ? ['subsession_rejected'] : []),
    ...(partyInReview ? ['subsession_manual_review'] : []),
  ];
}

const hasPassed = ({ status, outcome }: CaseCheck): boolean => status === 'completed' && outcome === 'pass';
const codeOf = ({ type, status, outcome }: CaseCheck): string =>
  `${type}_${status === 'completed' ? (outcome ?? 'no_outcome') : status}`;

/** Whether any result of the case was made up by a provider that integrators test with. */
export function hasSandboxResult({ checks, biometrics, documents }: Case): boolean {
  const { liveness, face_match } = biometrics;
  return (
    [...checks, liveness, face_match].some((result) => result?.provider === 'sandbox') ||
    documents.some(({ warnings }) => warnings.some(({ code }) => code === 'sandbox'))
  );
}
