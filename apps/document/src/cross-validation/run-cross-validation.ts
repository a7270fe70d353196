import { Injectable } from '@nestjs/common';
import type { SessionCase } from '#libs/contracts';
import { ServiceClient } from '#libs/platform';
import { DomainRefusal, TransientFailure } from '#libs/problems';
import { DocumentsRepository } from '../documents/documents.repository.js';
import { crossValidate, emptyEvidence, type CrossValidation } from './compare.js';
import {
  callLimitMs,
  maxAttempts,
  pauseAfter,
  type ClaimedCrossValidation,
  type CrossValidationResult,
} from './cross-validation.js';

export type Attempt = { ended: CrossValidation } | { retryInMs: number };

/** One attempt at a cross-validation: asks what the forms say and compares. Writes nothing. */
@Injectable()
export class RunCrossValidation {
  constructor(
    private readonly services: ServiceClient,
    private readonly documents: DocumentsRepository,
  ) {}

  /** Never rejects; `onFailure` is told what went wrong. */
  async run(job: ClaimedCrossValidation, onFailure: (error: unknown) => void): Promise<Attempt> {
    // Only a job that took its worker down each time gets here.
    if (job.attempts > maxAttempts) return { ended: withoutFindings('failed', 'internal_error') };
    try {
      const { tenantId, sessionId } = job;
      const documents = await this.documents.list(job);
      if (documents.some(({ status }) => status === 'processing'))
        return again(job.attempts, withoutFindings('not_available', 'extraction_running'));
      const path = `/internal/sessions/${sessionId}/case`;
      const call = { path, tenantId, timeoutMs: callLimitMs };
      const { subjects } = await this.services.json<SessionCase>('workflow', call);
      return { ended: crossValidate(subjects, documents) };
    } catch (error) {
      onFailure(error);
      return afterFailure(error, job.attempts);
    }
  }
}

/** What follows a failed attempt: another one, or an end that is never a pass. */
export function afterFailure(error: unknown, attempts: number): Attempt {
  if (error instanceof DomainRefusal && error.code === 'not_found')
    return { ended: withoutFindings('failed', 'session_not_found') };
  const isOutside = error instanceof TransientFailure || error instanceof DomainRefusal;
  const end = isOutside
    ? withoutFindings('not_available', 'dependency_unavailable')
    : withoutFindings('failed', 'internal_error');
  return error instanceof DomainRefusal && error.status < 500 ? { ended: end } : again(attempts, end);
}

function again(attempts: number, otherwise: CrossValidation): Attempt {
  const retryInMs = pauseAfter(attempts);
  return retryInMs === undefined ? { ended: otherwise } : { retryInMs };
}

function withoutFindings(status: CrossValidationResult['status'], reason: string): CrossValidation {
  return { result: { status, reasons: [reason] }, evidence: emptyEvidence() };
}
