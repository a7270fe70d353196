import type { Db } from 'mongodb';
import { newId } from '#libs/platform';
import { sessionStates } from '../sessions/session.states.js';
import { formStep } from './sessions.js';
import type { WorkflowStage } from './workflow-stage.js';

type Row = Record<string, unknown> & { _id: never };

/** Far more rows beside those asked for than any page has, so that reading them shows. */
const noise = 480;
/** The newest ones were deleted all at once, as after a trial run. */
const purged = 120;

/** Rows of the tenant and of others in every state, of other workflows and clients, and messages given up long ago. */
export async function storeOtherRows(stage: WorkflowStage, db: Db): Promise<void> {
  const session = await stage.openSession({ steps: [formStep()] }, { client_id: 'client' });
  await stage.completeForm(session);
  await stage.until(async () => (await db.collection('outbox').countDocuments()) === 0);
  const numbered = Array.from({ length: noise }, (_, i) => i);
  const copies = async (collection: string, of: object, change: (row: Row, i: number) => object) => {
    const rows = db.collection<Row>(collection);
    const row = await rows.findOne(of);
    if (!row) throw new Error(`there is nothing in ${collection} to copy`);
    await rows.insertMany(numbered.map((i) => ({ ...row, ...change(row, i) })));
  };
  const tenant = (i: number): string => (i % 3 === 0 ? 'other' : 'acme');
  await copies('sessions', { _id: session.id }, (row, i) => ({
    _id: newId('ses'),
    tenantId: tenant(i),
    workflowId: i % 2 === 0 ? row['workflowId'] : 'wfl_other',
    clientId: i % 60 < 2 ? 'client' : `client ${i}`,
    status: i < noise - purged ? sessionStates[(i * 7) % sessionStates.length] : 'deleted',
    tokenHashes: [`noise ${i}`],
  }));
  await copies('timeline', { sessionId: session.id }, (_row, i) => ({
    _id: newId('tml'),
    tenantId: tenant(i),
    sessionId: `ses_${i}`,
  }));
  const workflows = numbered.map(() => newId('wfl'));
  await copies('workflows', {}, (_row, i) => ({
    _id: workflows[i],
    tenantId: tenant(i),
    deletedAt: i % 4 === 0 ? new Date() : null,
  }));
  await copies('workflow_versions', {}, (_row, i) => ({
    _id: `${workflows[i]}:1`,
    workflowId: workflows[i],
    tenantId: tenant(i),
  }));
  const letters = numbered.map((i) => ({
    _id: `workflow/${newId('evt')}`,
    consumer: 'workflow',
    status: i % 2 === 0 ? 'parked' : 'replayed',
    parkedAt: new Date(),
  }));
  await db.collection<{ _id: string }>('dead_letters').insertMany(letters);
}
