import { createHash, randomBytes } from 'node:crypto';
import { Binary, type Db, type Document } from 'mongodb';
import { newId } from '#libs/platform';

/** Rows of one session, as a stack has written them; what is made is like them in everything but ids and times. */
export interface SessionSpecimen {
  session: Document;
  timeline: Document[];
  dataKey: Document;
}

/** Shares of a tenant that has been at it for a while. */
const states = [
  ...Array<string>(12).fill('approved'),
  ...['rejected', 'rejected', 'manual_review', 'completed', 'active', 'active', 'expired', 'deleted'],
];
const workflows = 20;
const clients = 5_000;
const batch = 2_000;
const parallel = 2;
const dayMs = 24 * 60 * 60 * 1000;

export async function readSpecimen(db: Db, sessionId: string): Promise<SessionSpecimen> {
  const _id = sessionId as never;
  const session = await db.collection('sessions').findOne({ _id });
  const dataKey = await db.collection('data_keys').findOne({ _id });
  const timeline = await db.collection('timeline').find({ sessionId }).toArray();
  if (!session || !dataKey || timeline.length === 0) throw new Error('the specimen is incomplete');
  return { session, dataKey, timeline };
}

/**
 * Stores so many more sessions of the specimen's tenant, older than every real one, with their timelines and keys. Nobody
 * can open them: what is sealed is random bytes of the same length.
 */
export async function fillSessions(db: Db, specimen: SessionSpecimen, count: number): Promise<void> {
  const names = ['sessions', 'timeline', 'data_keys'] as const;
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) {
      const from = next;
      next += batch;
      const made = Array.from({ length: Math.min(batch, count - from) }, (_, i) =>
        rowsOf(specimen, from + i),
      );
      for (const name of names)
        await db.collection(name).insertMany(
          made.flatMap((rows) => rows[name]),
          { ordered: false, writeConcern: { w: 1 } },
        );
    }
  };
  await Promise.all(Array.from({ length: parallel }, lane));
  // Otherwise the first ones measured pay for what is still to be written to the files.
  await db.admin().command({ fsync: 1 });
}

function rowsOf(
  { session, timeline, dataKey }: SessionSpecimen,
  i: number,
): Record<'sessions' | 'timeline' | 'data_keys', Document[]> {
  const now = Date.now();
  const at = new Date(now - dayMs - (i % 365) * dayMs);
  const id = newId('ses', at.getTime());
  const status = states[i % states.length];
  return {
    sessions: [
      {
        ...session,
        _id: id,
        workflowId: i % workflows === 0 ? (session['workflowId'] as string) : `wfl_filler_${i % workflows}`,
        clientId: `client-${i % clients}`,
        status,
        tokenHashes: [createHash('sha256').update(id).digest('base64url')],
        createdAt: at,
        updatedAt: at,
        expiresAt: new Date(status === 'active' ? now + 30 * dayMs : at.getTime() + 7 * dayMs),
        sealed: status === 'deleted' ? null : randomLike(session['sealed'] as Binary),
      },
    ],
    timeline: timeline.map((entry) => ({
      ...entry,
      _id: String(entry['_id']).replace(/^tml_.{26}/, id.replace(/^ses_/, 'tml_')),
      sessionId: id,
      at,
    })),
    data_keys: [{ ...dataKey, _id: id, wrapped: randomLike(dataKey['wrapped'] as Binary), createdAt: at }],
  };
}

const randomLike = (value: Binary): Binary => new Binary(randomBytes(value.length()));
