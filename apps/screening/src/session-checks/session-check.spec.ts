import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ScreenSession, SessionDeleted } from '#libs/contracts';
import { newId } from '#libs/platform';
import { backOffice } from '#libs/service-stage';
import { ScreeningStage } from '../testing/screening-stage.js';

const acme = backOffice('acme');

let stage: ScreeningStage;
beforeAll(async () => {
  stage = await ScreeningStage.start();
});
afterAll(async () => {
  await stage.stop();
});

const value = (text: string) => ({ value: text, confidence: 0.99, source: 'mrz' });
const passportOf = (name: string, fields: object = {}) => ({
  doc_id: 'doc_1',
  step_id: 'identity',
  document_type: 'passport',
  document_kind: 'passport',
  status: 'extracted',
  fields: { full_name: value(name), ...fields },
});

/** A session whose neighbours know these parties and documents. */
function session(parties: object[], documents: object[] = []) {
  const ids = { session_id: newId('ses'), check_id: newId('chk') };
  const subjects = parties.map((party) => ({
    type: 'individual',
    source: 'form:about/name',
    countries: [],
    ...party,
  }));
  stage.neighbours.workflow.answers.set(`GET /internal/sessions/${ids.session_id}/case`, {
    body: { subjects },
  });
  stage.neighbours.document.answers.set(`GET /internal/sessions/${ids.session_id}/documents`, {
    body: { documents },
  });
  return ids;
}

const service = { kind: 'service', tenantId: 'acme', id: 'workflow' } as const;
const evidenceOf = async (checkId: string) => {
  const { status, body } = await stage.call(service, 'GET', `/internal/checks/${checkId}`);
  return {
    status,
    evidence: body['evidence'] as { screenings: { screening_id: string; subject: object }[] },
  };
};

describe('the sanctions check of a session', () => {
  it('fails on a strong match and keeps the evidence', async () => {
    const ids = session([{ name: 'Gregor Vantolski', entity_role: 'ubo' }]);
    await stage.deliver(ScreenSession, ids);
    const { data } = await stage.resultOf(ids.check_id);
    expect(data).toEqual({
      ...ids,
      status: 'completed',
      outcome: 'fail',
      provider: 'local',
      reasons: ['watchlist_match_strong'],
    });
    const { status, evidence } = await evidenceOf(ids.check_id);
    expect(status).toBe(200);
    expect(evidence).toEqual({
      lists: [expect.objectContaining({ id: 'house', entries: 4 })],
      screenings: [
        expect.objectContaining({
          subject: { source: 'form:about/name', entity_role: 'ubo', type: 'individual' },
          outcome: 'match',
          matches: [expect.objectContaining({ source_id: 'p1' })],
        }),
      ],
    });
  });

  it('passes when nobody is listed', async () => {
    const ids = session([{ name: 'Ottilie Braunschmidt' }]);
    await stage.deliver(ScreenSession, ids);
    expect((await stage.resultOf(ids.check_id)).data).toMatchObject({ outcome: 'pass', reasons: [] });
  });

  it('screens one person of form and passport once, with what both say', async () => {
    const passport = passportOf('VANTOLSKI GREGOR', {
      date_of_birth: value('1961-04-17'),
      nationality: value('RU'),
    });
    const ids = session([{ name: 'Gregor Vantolski' }], [passport]);
    await stage.deliver(ScreenSession, ids);
    await stage.resultOf(ids.check_id);
    const { evidence } = await evidenceOf(ids.check_id);
    expect(evidence.screenings).toHaveLength(1);
    expect(evidence.screenings[0]).toMatchObject({
      subject: { source: 'form:about/name, document:doc_1/full_name' },
      matches: [
        {
          evidence: [
            { kind: 'name' },
            { kind: 'dob', verdict: 'agrees' },
            { kind: 'country', verdict: 'agrees' },
          ],
        },
      ],
    });
  });

  it('asks for a review when there is nobody to screen', async () => {
    const ids = session([]);
    await stage.deliver(ScreenSession, ids);
    const { data } = await stage.resultOf(ids.check_id);
    expect(data).toMatchObject({ status: 'completed', outcome: 'review', reasons: ['no_subject'] });
  });

  it('never passes when a list it was told to use is not loaded', async () => {
    const ids = session([{ name: 'Ottilie Braunschmidt' }]);
    await stage.deliver(ScreenSession, { ...ids, lists: ['house', 'moon'] });
    const { data } = await stage.resultOf(ids.check_id);
    expect(data).toMatchObject({ outcome: 'review', reasons: ['list_not_loaded'] });
  });

  it('fails without an outcome when the session is not known any more', async () => {
    const ids = { session_id: newId('ses'), check_id: newId('chk') };
    await stage.deliver(ScreenSession, ids);
    const { data } = await stage.resultOf(ids.check_id);
    expect(data).toMatchObject({ status: 'failed', reasons: ['session_not_found'] });
    expect(data).not.toHaveProperty('outcome');
  });

  it('has one result when it is asked for twice', async () => {
    const ids = session([{ name: 'Gregor Vantolski' }]);
    const other = session([{ name: 'Gregor Vantolski' }]);
    const messageId = newId('evt');
    await stage.deliver(ScreenSession, ids, messageId);
    await stage.deliver(ScreenSession, ids, messageId);
    await stage.resultOf(ids.check_id);
    await stage.deliver(ScreenSession, ids);
    await stage.deliver(ScreenSession, other);
    await stage.resultOf(other.check_id);
    expect(await stage.sentAbout(ids.session_id)).toHaveLength(1);
    expect((await evidenceOf(ids.check_id)).evidence.screenings).toHaveLength(1);
  });

  it('tries again when a service is down', async () => {
    const ids = session([{ name: 'Ottilie Braunschmidt' }]);
    const line = `GET /internal/sessions/${ids.session_id}/documents`;
    const { answers } = stage.neighbours.document;
    const documents = answers.get(line);
    answers.set(line, { status: 503 });
    const firstCall = stage.neighbours.document.called(line);
    await stage.deliver(ScreenSession, ids);
    await firstCall;
    answers.set(line, documents ?? {});
    expect((await stage.resultOf(ids.check_id)).data).toMatchObject({ status: 'completed', outcome: 'pass' });
  });

  it('shows its evidence to services only, and of their tenant', async () => {
    const ids = session([{ name: 'Gregor Vantolski' }]);
    await stage.deliver(ScreenSession, ids);
    await stage.resultOf(ids.check_id);
    const path = `/internal/checks/${ids.check_id}`;
    expect((await stage.call(acme, 'GET', path)).status).toBe(403);
    expect((await stage.call({ ...service, tenantId: 'other' }, 'GET', path)).status).toBe(404);
  });

  it('stores nothing that could be read without the keys', async () => {
    const ids = session([{ name: 'Gregor Vantolski' }], [passportOf('Gregor Vantolski')]);
    await stage.deliver(ScreenSession, ids);
    await stage.resultOf(ids.check_id);
    const stored = await stage.everythingStored();
    expect(stored).toContain(ids.check_id);
    expect(stored).not.toMatch(/gregor|vantolski/i);
  });

  it('forgets a deleted session', async () => {
    const ids = session([{ name: 'Gregor Vantolski' }]);
    await stage.deliver(ScreenSession, ids);
    await stage.resultOf(ids.check_id);
    const { evidence } = await evidenceOf(ids.check_id);
    const { session_id } = ids;
    const workflow = { workflow_id: newId('wfl'), workflow_version: 1 };
    await stage.deliver(SessionDeleted, { session_id, ...workflow });
    expect((await evidenceOf(ids.check_id)).status).toBe(404);
    const screening = String(evidence.screenings[0]?.screening_id);
    expect((await stage.call(acme, 'GET', `/kyc/screenings/${screening}`)).status).toBe(404);
    const key = await stage.database
      .collection<{ _id: string; wrapped: unknown }>('data_keys')
      .findOne({ _id: session_id });
    expect(key).toMatchObject({ wrapped: null });
    expect(await stage.database.collection('screenings').countDocuments({ sessionId: session_id })).toBe(0);
  });
});
