import { Injectable } from '@nestjs/common';
import type { Collection } from 'mongodb';
import { Database, type Transaction } from '#libs/persistence';
import type { SessionRef } from '../documents/document.js';

/** Which picture: one of those of an attempt. */
export interface ImageKey extends SessionRef {
  attemptId: string;
  image: string;
}

interface KeptRow extends SessionRef {
  /** Session, attempt and picture. */
  _id: string;
}

/** Remembers which pictures of liveness checks were stored: ids only, nothing of the picture. */
@Injectable()
export class LivenessImagesRepository {
  private readonly rows: Collection<KeptRow>;

  constructor(database: Database) {
    this.rows = database.collection<KeptRow>('liveness_images');
  }

  async isKept(key: ImageKey, tx?: Transaction): Promise<boolean> {
    const { tenantId } = key;
    return (await this.rows.findOne({ _id: idOf(key), tenantId }, { session: tx })) !== null;
  }

  async removeAll({ tenantId, sessionId }: SessionRef, tx: Transaction): Promise<void> {
    await this.rows.deleteMany({ tenantId, sessionId }, { session: tx });
  }

  async markKept(key: ImageKey, tx: Transaction): Promise<void> {
    const { tenantId, sessionId } = key;
    await this.rows.insertOne({ _id: idOf(key), tenantId, sessionId }, { session: tx });
  }
}

const idOf = ({ sessionId, attemptId, image }: ImageKey): string => `${sessionId}/${attemptId}/${image}`;
