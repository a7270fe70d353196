export { problemCodes, type ProblemCode, type ProblemKind } from './codes.js';
export { DomainRefusal, StartError, TransientFailure, type FieldError } from './refusals.js';
