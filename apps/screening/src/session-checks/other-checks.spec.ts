import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CheckWallets, ScreenAdverseMedia, SessionDeleted } from '#libs/contracts';
import { newId } from '#libs/platform';
import type { Answer } from '#libs/service-stage';
import { ScreeningStage } from '../testing/screening-stage.js';

let stage: ScreeningStage;
beforeAll(async () => {
  stage = await ScreeningStage.start();
});
afterAll(async () => {
  await stage.stop();
});

/** Of an entry of the sample list. */
const listed = '1BoatSLRHtKNngkdXEeobR76b53LETtpyT';

const newIds = () => ({ session_id: newId('ses'), check_id: newId('chk') });
function sessionWith(...addresses: string[]) {
  const ids = newIds();
  const wallets = addresses.map((address) => ({
    address,
    network: 'bitcoin',
    source: 'form:money/wallet',
  }));
  stage.neighbours.workflow.answers.set(`GET /internal/sessions/${ids.session_id}/case`, {
    body: { subjects: [], wallets },
  });
  return ids;
}
const service = { kind: 'service', tenantId: 'acme', id: 'workflow' } as const;
const evidenceOf = (checkId: string, tenantId = 'acme'): Promise<Answer> =>
  stage.call({ ...service, tenantId }, 'GET', `/internal/checks/${checkId}`);
const erase = (session_id: string): Promise<unknown> =>
  stage.deliver(SessionDeleted, { session_id, workflow_id: newId('wfl'), workflow_version: 1 });

describe('the wallet check of a session', () => {
  it('fails without an outcome when the session is not known any more', async () => {
    const ids = newIds();
    await stage.deliver(CheckWallets, ids);
    const { data } = await stage.resultOf(ids.check_id);
    expect(data).toEqual({ ...ids, status: 'failed', provider: 'local', reasons: ['session_not_found'] });
    expect((await evidenceOf(ids.check_id)).body['evidence']).toMatchObject({ lists: [], wallets: [] });
  });

  it('tries again when the workflow service is down', async () => {
    const ids = sessionWith(listed);
    const line = `GET /internal/sessions/${ids.session_id}/case`;
    const { answers } = stage.neighbours.workflow;
    const given = answers.get(line);
    answers.set(line, { status: 503 });
    const firstCall = stage.neighbours.workflow.called(line);
    await stage.deliver(CheckWallets, ids);
    await firstCall;
    answers.set(line, given ?? {});
    expect((await stage.resultOf(ids.check_id)).data).toMatchObject({ outcome: 'fail' });
  });

  it('fails on a listed address, reports codes only and keeps the evidence for its tenant', async () => {
    const ids = sessionWith(listed);
    await stage.deliver(CheckWallets, { ...ids, lists: ['house'] });
    expect((await stage.resultOf(ids.check_id)).data).toEqual({
      ...ids,
      status: 'completed',
      outcome: 'fail',
      provider: 'local',
      reasons: ['wallet_match'],
    });
    const { status, body } = await evidenceOf(ids.check_id);
    expect(status).toBe(200);
    expect(body['evidence']).toMatchObject({
      lists: [{ id: 'house' }],
      wallets: [{ source: 'form:money/wallet', network: 'bitcoin', matches: [{ source_id: 'p1' }] }],
      limits: [expect.stringContaining('does not analyse transactions')],
    });
    expect((await evidenceOf(ids.check_id, 'other')).status).toBe(404);
  });

  it('passes a session without wallets and says so', async () => {
    const ids = sessionWith();
    await stage.deliver(CheckWallets, ids);
    const { data } = await stage.resultOf(ids.check_id);
    expect(data).toMatchObject({ status: 'completed', outcome: 'pass', reasons: ['no_wallet'] });
  });

  it('never passes when a list it was told to use is not loaded', async () => {
    const ids = sessionWith('1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa');
    await stage.deliver(CheckWallets, { ...ids, lists: ['house', 'moon'] });
    const { data } = await stage.resultOf(ids.check_id);
    expect(data).toMatchObject({ outcome: 'review', reasons: ['list_not_loaded'] });
  });

  it('has one result when it is asked for twice', async () => {
    const ids = sessionWith(listed);
    await stage.deliver(CheckWallets, ids);
    await stage.resultOf(ids.check_id);
    await stage.deliver(CheckWallets, ids);
    const other = sessionWith(listed);
    await stage.deliver(CheckWallets, other);
    await stage.resultOf(other.check_id);
    expect(await stage.sentAbout(ids.session_id)).toHaveLength(1);
  });

  it('stores no address that could be read without the keys', async () => {
    const ids = sessionWith(listed);
    await stage.deliver(CheckWallets, ids);
    await stage.resultOf(ids.check_id);
    const stored = await stage.everythingStored();
    expect(stored).toContain(ids.check_id);
    expect(stored).not.toContain(listed);
  });

  it('is forgotten with a deleted session', async () => {
    const ids = sessionWith(listed);
    await stage.deliver(CheckWallets, ids);
    await stage.resultOf(ids.check_id);
    await erase(ids.session_id);
    expect((await evidenceOf(ids.check_id)).status).toBe(404);
    const rows = stage.database.collection('checks');
    expect(await rows.countDocuments({ sessionId: ids.session_id })).toBe(0);
  });
});

describe('the adverse media check of a session', () => {
  it('is not available at once while there is no source, without asking anybody, and says so', async () => {
    const ids = newIds();
    await stage.deliver(ScreenAdverseMedia, ids);
    expect((await stage.resultOf(ids.check_id)).data).toEqual({
      ...ids,
      status: 'not_available',
      provider: 'local',
      reasons: ['no_media_source'],
    });
    const { status, body } = await evidenceOf(ids.check_id);
    expect([status, body['evidence']]).toEqual([
      200,
      {
        sources: [],
        findings: [],
        limits: ['No adverse media source is configured; nothing was searched.'],
      },
    ]);
  });

  it('ends for nobody when its session was erased before', async () => {
    const ids = newIds();
    await erase(ids.session_id);
    await stage.deliver(ScreenAdverseMedia, ids);
    const rows = stage.database.collection<{ _id: string }>('checks');
    while ((await rows.countDocuments({ _id: ids.check_id })) > 0)
      await new Promise((resolve) => setImmediate(resolve));
    expect(await stage.sentAbout(ids.session_id)).toEqual([]);
  });
});
