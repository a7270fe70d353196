export { problemCodes, type ProblemCode, type ProblemKind } from './codes.js';
export { DomainRefusal, notBuilt, StartError, TransientFailure, type FieldError } from './refusals.js';
