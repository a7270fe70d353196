import type { FieldError } from '#libs/problems';

const pointer = '/liveness';

/** No liveness check has been begun. */
export function livenessRequired(attemptsLeft: number): FieldError {
  const detail = `Do the liveness check first (${attempts(attemptsLeft)} left).`;
  return { pointer, code: 'liveness_required', detail };
}

/** Every check so far failed, or its result was not asked for yet. */
export function livenessNotPassed(attemptsLeft: number, isUnderWay: boolean): FieldError {
  const advice = isUnderWay ? 'Finish the check that is under way' : 'Do the check again';
  const detail = `The liveness check has not been passed. ${advice} (${attempts(attemptsLeft)} left).`;
  return { pointer, code: 'liveness_not_passed', detail };
}

const attempts = (count: number): string => `${count} ${count === 1 ? 'attempt' : 'attempts'}`;
