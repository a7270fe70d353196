import { expect } from '@jest/globals';
import type { Applicant } from '../client/applicant.js';

/** Asserts that refused calls left nothing behind: the step is still open and holds no document. */
export async function expectStepUntouched(person: Applicant, stepId: string): Promise<void> {
  const { steps, status } = await person.state();
  expect(status).toBe('active');
  expect(steps.find(({ step_id }) => step_id === stepId)).toMatchObject({
    status: 'in_progress',
    completed_at: null,
    documents: [],
  });
}
