import { Injectable } from '@nestjs/common';
import type { Binary, Collection } from 'mongodb';
import type { SelfieAssessment } from '#libs/contracts';
import { Database, type Transaction } from '#libs/persistence';
import { PersonalData } from '#libs/security';

interface SelfieRow {
  /** The document id of the photograph. */
  _id: string;
  tenantId: string;
  sessionId: string;
  assessedAt: Date;
  /** The assessment describes a face, so it is sealed. */
  sealed: Binary;
}

/** What was found out about the selfies of sessions. */
@Injectable()
export class SelfieRepository {
  private readonly rows: Collection<SelfieRow>;

  constructor(
    database: Database,
    private readonly personalData: PersonalData,
  ) {
    this.rows = database.collection<SelfieRow>('selfies');
  }

  async save(
    tenantId: string,
    sessionId: string,
    assessment: SelfieAssessment,
    tx: Transaction,
  ): Promise<void> {
    const sealed = await this.personalData.seal({ tenantId, id: sessionId }, 'selfie', assessment);
    await this.rows.replaceOne(
      { _id: assessment.doc_id, tenantId },
      { tenantId, sessionId, assessedAt: new Date(), sealed },
      { upsert: true, session: tx },
    );
  }

  /** The newest assessment of a session. */
  async latest(tenantId: string, sessionId: string): Promise<SelfieAssessment | undefined> {
    const row = await this.rows.findOne({ tenantId, sessionId }, { sort: { assessedAt: -1 } });
    return row ? this.personalData.open({ tenantId, id: sessionId }, 'selfie', row.sealed) : undefined;
  }

  async erase(tenantId: string, sessionId: string, tx: Transaction): Promise<void> {
    await this.rows.deleteMany({ tenantId, sessionId }, { session: tx });
  }
}
