import { expect } from '@jest/globals';
import type { Problem } from '../client/answers.js';
import type { Answer } from '../client/api.js';

/** Asserts that an answer is an RFC 9457 problem of this status and code and, when given, names this place. */
export function expectProblem(
  answer: Answer<unknown>,
  status: number | readonly number[],
  code: string | readonly string[],
  pointer?: string,
): void {
  expect({ status: answer.status, text: answer.text.slice(0, 300) }).toEqual({
    status: oneOf(status),
    text: expect.any(String),
  });
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  const problem = answer.body as Problem;
  expect(problem).toMatchObject({
    type: `/docs/problems#${problem.code}`,
    title: expect.any(String),
    status: answer.status,
    detail: expect.any(String),
    instance: expect.stringMatching(/^urn:request:(?!unknown)/),
    code: oneOf(code),
  });
  expect(Array.isArray(problem.errors)).toBe(true);
  if (pointer !== undefined) expect(problem.errors.map((error) => error.pointer)).toContain(pointer);
}

function oneOf<T>(allowed: T | readonly T[]): T {
  if (!Array.isArray(allowed)) return allowed as T;
  return { asymmetricMatch: (value: unknown) => allowed.includes(value) } as T;
}
