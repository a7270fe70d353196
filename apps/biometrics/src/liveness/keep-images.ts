import { Inject, Injectable } from '@nestjs/common';
import { LOGGER, ServiceClient, type Logger } from '#libs/platform';
import { DomainRefusal, type ProblemCode } from '#libs/problems';
import type { Attempt } from './liveness-history.js';
import type { SucceededLiveness } from './liveness-provider.js';
import type { SessionRef } from './liveness.repository.js';

const storeTimeoutMs = 20_000;
/** What is wrong with the picture itself, or with one more of them: trying again would not help. */
const final: readonly ProblemCode[] = [
  'invalid_file',
  'limit_reached',
  'payload_too_large',
  'invalid_request',
];

/** Hands the pictures of a check to the document service, which keeps them as documents of the session. */
@Injectable()
export class KeepImages {
  constructor(
    private readonly services: ServiceClient,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * Keeps what the step asks for. May be called again for the same attempt: each picture is stored once.
   *
   * @returns false when the document service did not accept all of them
   * @throws TransientFailure when it does not answer
   */
  async run(session: SessionRef, attempt: Attempt, result: SucceededLiveness): Promise<boolean> {
    const { save_reference_image, save_audit_images } = attempt.config;
    const { referenceImage, auditImages } = result;
    const images = [
      ...(save_reference_image && referenceImage ? [{ image: 'reference', bytes: referenceImage }] : []),
      ...(save_audit_images ? auditImages.slice(0, 4) : []).map((bytes, i) => ({
        image: `audit_${i + 1}`,
        bytes,
      })),
    ];
    const stored = await Promise.all(images.map((image) => this.store(session, attempt, image)));
    return stored.every(Boolean);
  }

  private async store(
    { tenantId, sessionId }: SessionRef,
    { id, stepId }: Attempt,
    { image, bytes }: { image: string; bytes: Buffer },
  ): Promise<boolean> {
    const path = `/internal/sessions/${encodeURIComponent(sessionId)}/liveness-images`;
    const body = { attempt_id: id, step_id: stepId, image, data: bytes.toString('base64') };
    try {
      await this.services.json('document', {
        method: 'POST',
        path,
        tenantId,
        body,
        timeoutMs: storeTimeoutMs,
      });
      return true;
    } catch (error) {
      if (!(error instanceof DomainRefusal && final.includes(error.code))) throw error;
      this.logger.warn({ session_id: sessionId, image, code: error.code }, 'a liveness picture was not kept');
      return false;
    }
  }
}
