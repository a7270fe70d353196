export { problemCodes, type ProblemCode, type ProblemKind } from './codes.js';
export { DomainRefusal, TransientFailure, type FieldError } from './refusals.js';
