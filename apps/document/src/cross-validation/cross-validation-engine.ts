import { Injectable } from '@nestjs/common';
import { NotYet, type CheckEngine, type ClaimedCheck, type EndedCheck } from '#libs/checks';
import type { SessionCase } from '#libs/contracts';
import { ServiceClient } from '#libs/platform';
import { DocumentsRepository } from '../documents/documents.repository.js';
import { crossValidate, emptyEvidence } from './compare.js';

/** How long the workflow service may take to answer, ms. */
const callLimitMs = 5_000;

/** Holds what the documents of a session say against each other and against what its forms say. */
@Injectable()
export class CrossValidationEngine implements CheckEngine {
  constructor(
    private readonly services: ServiceClient,
    private readonly documents: DocumentsRepository,
  ) {}

  async run(check: ClaimedCheck): Promise<EndedCheck> {
    const { tenantId, sessionId } = check;
    const documents = await this.documents.list(check);
    if (documents.some(({ status }) => status === 'processing')) throw new NotYet('extraction_running');
    const path = `/internal/sessions/${sessionId}/case`;
    const call = { path, tenantId, timeoutMs: callLimitMs };
    const { subjects } = await this.services.json<SessionCase>('workflow', call);
    return crossValidate(subjects, documents);
  }

  nothingFound = emptyEvidence;
}
