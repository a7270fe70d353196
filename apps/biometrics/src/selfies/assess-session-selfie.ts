import { Injectable } from '@nestjs/common';
import { SelfieAssessed, type SelfieAssessment } from '#libs/contracts';
import { Outbox } from '#libs/messaging';
import { Database } from '#libs/persistence';
import { DomainRefusal } from '#libs/problems';
import { assessSelfie, type SelfieRequirements } from '../faces/index.js';
import { Faces } from '../faces.provider.js';
import { SessionImages } from '../session-images.js';
import { SelfieRepository } from './selfie.repository.js';

/** Judges a selfie while its taker waits: one face, big, sharp and lit well enough to be compared. */
@Injectable()
export class AssessSessionSelfie {
  constructor(
    private readonly images: SessionImages,
    private readonly faces: Faces,
    private readonly selfies: SelfieRepository,
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  async run(
    tenantId: string,
    sessionId: string,
    docId: string,
    requirements: SelfieRequirements,
  ): Promise<SelfieAssessment> {
    const documents = await this.images.documents(tenantId, sessionId);
    const document = documents.find((d) => d.doc_id === docId);
    if (!document) throw new DomainRefusal('not_found', 'The session has no such document.');
    const found = await this.faces.analyzer.detect(await this.images.picture(tenantId, document));
    const { passed, qualities, reasons } = assessSelfie(found, requirements);
    const assessment = { doc_id: docId, passed, qualities, reasons: [...reasons] };
    await this.database.transaction(async (tx) => {
      await this.selfies.save(tenantId, sessionId, assessment, tx);
      const data = { session_id: sessionId, doc_id: docId, passed, reasons: assessment.reasons };
      await this.outbox.add(SelfieAssessed, { subject: sessionId, tenantId, data }, tx);
    });
    return assessment;
  }
}
