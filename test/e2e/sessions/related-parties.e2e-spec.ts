import { beforeAll, describe, expect, it } from '@jest/globals';
import type { InvitedParty } from '../client/answers.js';
import { Applicant } from '../client/applicant.js';
import { connect } from '../client/suite.js';
import { screenedForm, shortForm, workflowOf } from '../client/workflows.js';
import { approve, collecting, familyOf } from '../client/family.js';
import { expectProblem } from '../refusals/expect-problem.js';
import { applicantForm } from '../specimens/people.js';
import { waitUntil } from '../stack/wait-until.js';

const { api, backOffice } = connect();
const { openParent, invite, partiesOf } = familyOf({ api, backOffice });
type Part = Record<string, unknown>;

let plainParty: string;
let screenedParty: string;
beforeAll(async () => {
  plainParty = await backOffice.createWorkflow(workflowOf([shortForm], approve, 'Owner'));
  screenedParty = await backOffice.createWorkflow(screenedForm());
});

const finish = (party: InvitedParty) => Applicant.of(api, party).complete('about', { nickname: 'Owner' });
const typesOf = async (id: string): Promise<string[]> =>
  (await backOffice.timeline(id)).map(({ type }) => type);

describe('the link of a party', () => {
  it('is replaced at once, by whoever invited and by the back office', async () => {
    const parent = await openParent(plainParty);
    const party = await invite(parent, { name: 'Ada One' });
    const ids = { session_id: parent.session_id, subsession_id: party.subsession_id };
    const byUser = await api.ok<InvitedParty>('relinkParty', {
      params: { token: parent.access_token, ...ids },
    });
    expectProblem(await api.call('publicState', { params: { token: party.access_token } }), 404, 'not_found');
    const byBackOffice = await api.ok<InvitedParty>('relinkSubsession', { params: ids });
    expectProblem(
      await api.call('publicState', { params: { token: byUser.access_token } }),
      404,
      'not_found',
    );
    expect((await Applicant.of(api, byBackOffice).state()).session_id).toBe(party.session_id);
  });

  it('is not given to those who invited somebody else', async () => {
    const party = await invite(await openParent(plainParty), { name: 'Ada One' });
    const { access_token: token, session_id } = await openParent(plainParty);
    const { subsession_id } = party;
    for (const answer of [
      await api.call('relinkParty', { params: { token, subsession_id } }),
      await api.call('removeParty', { params: { token, subsession_id } }),
      await api.call('relinkSubsession', { params: { session_id, subsession_id } }),
      await api.call('removeSubsession', { params: { session_id, subsession_id } }),
    ])
      expectProblem(answer, 404, 'not_found');
    expect((await Applicant.of(api, party).state()).status).toBe('active');
  });
});

describe('withdrawing a party', () => {
  it('frees its place, erases its session and stands on the timeline', async () => {
    const parent = await openParent(plainParty, { max_subsessions: 1 });
    const { access_token: token, session_id } = parent;
    const party = await invite(parent, { name: 'Ada One' });
    const { subsession_id } = party;
    const { status } = await api.call('removeParty', { params: { token, subsession_id } });
    expect(status).toBe(204);
    expect(await partiesOf(parent)).toEqual([]);
    expect((await backOffice.view(party.session_id)).status).toBe('deleted');
    await invite(parent, { name: 'Ben Two' });
    await waitUntil('the timeline', async () =>
      (await typesOf(session_id)).includes('subsession_withdrawn') ? true : undefined,
    );
  });

  it('is not for end users once the party has finished, but for the back office', async () => {
    const parent = await openParent(plainParty);
    const { access_token: token, session_id } = parent;
    const party = await invite(parent, { name: 'Ada One' });
    await finish(party);
    await backOffice.decision(party.session_id);
    const { subsession_id } = party;
    expectProblem(
      await api.call('removeParty', { params: { token, subsession_id } }),
      409,
      'illegal_transition',
    );
    const removed = await api.call('removeSubsession', { params: { session_id, subsession_id } });
    expect(removed.status).toBe(204);
    expect(await partiesOf(parent)).toEqual([]);
  });

  it('is not for end users once their step is complete', async () => {
    const parent = await openParent(plainParty, {}, {});
    const { subsession_id } = await invite(parent, { name: 'Ada One' });
    await Applicant.of(api, parent).complete('owners');
    const params = { token: parent.access_token, subsession_id };
    expectProblem(await api.call('removeParty', { params }), 409, 'session_not_active');
    expect(await partiesOf(parent)).toHaveLength(1);
  });
});

describe('a family of sessions', () => {
  it('ends with the session that invited it', async () => {
    const parent = await openParent(plainParty);
    const party = await invite(parent, { name: 'Ada One' });
    await api.call('eraseSession', { params: { session_id: parent.session_id } });
    await waitUntil('the erasure of the party', async () =>
      (await backOffice.view(party.session_id)).status === 'deleted' ? true : undefined,
    );
    expectProblem(await api.call('publicState', { params: { token: party.access_token } }), 404, 'not_found');
  });

  it('has three levels at most, and its ownership is traced through them', async () => {
    const levels = [plainParty];
    while (levels.length < 3) {
      const step = collecting(levels.at(-1) ?? '');
      levels.push(await backOffice.createWorkflow(workflowOf([step], approve, 'Holding')));
    }
    const tooDeep = workflowOf([collecting(levels.at(-1) ?? '')], approve);
    const company = await backOffice.openSessionOf(tooDeep);
    const deeper = await api.call('createWorkflow', {
      body: workflowOf([collecting(company.workflow_id)], approve),
    });
    expectProblem(deeper, 422, 'invalid_request', '/steps/0/subsession_config/workflow_id');

    const share = (name: string, ownership_percentage: number, entity_type: string): Part => ({
      ...{ name, ownership_percentage, entity_type, role: 'shareholder' },
    });
    const holding = await invite(company, share('Northern Holding B.V.', 60, 'company'));
    await invite(company, share('Ada One', 15, 'individual'));
    const below = await invite(holding, share('Ada One', 20, 'individual'));
    await invite(holding, share('Southern Holding B.V.', 50, 'company'));
    const view = await backOffice.view(company.session_id);
    expect(view.ownership).toMatchObject({
      threshold: 25,
      owners: [
        { name: 'Northern Holding B.V.', effective: 60, is_beneficial_owner: false },
        { name: 'Southern Holding B.V.', effective: 30, is_beneficial_owner: false },
        { name: 'Ada One', effective: 27, is_beneficial_owner: true, is_verified: false },
      ],
      unaccounted: { percent: 73 },
    });
    expect(view.processing_results.subsessions.map((one) => one.parent_subsession_id)).toContain(
      holding.subsession_id,
    );
    expect(below.status).toBe('active');
  });

  it('is judged by what its ownership leaves open', async () => {
    const subsession_rules = [
      { condition: 'ownership_unaccounted_above', value: 10, action: 'auto_deny' },
      { condition: 'ubo_unverified', action: 'manual_review' },
    ];
    const validation = { automation_rules: { ...approve.automation_rules, subsession_rules } };
    const decided = async (parties: Part[]): Promise<unknown> => {
      const parent = await openParent(plainParty, {}, validation);
      for (const party of parties) await invite(parent, party);
      await Applicant.of(api, parent).complete('owners');
      return (await backOffice.decision(parent.session_id)).decision?.reasons;
    };
    const ada = { name: 'Ada One', role: 'ubo', entity_type: 'individual' };
    expect(await decided([{ ...ada, ownership_percentage: 80 }])).toEqual(['ownership_unaccounted']);
    expect(await decided([{ ...ada, ownership_percentage: 95 }])).toEqual(['ubo_unverified']);
  });
});

describe('inviting', () => {
  it('gives the time that the step says, else the workflow’s', async () => {
    const day = 24 * 3_600_000;
    const daysOf = async (config: Part): Promise<number> => {
      const { expires_at } = await invite(await openParent(plainParty, config), { name: 'Ada One' });
      return Math.round((Date.parse(expires_at) - Date.now()) / day);
    };
    expect(await daysOf({ ttl_days: 2 })).toBe(2);
    expect(await daysOf({})).toBe(7);
  });

  it('cannot be planned for ten thousand', async () => {
    const body = workflowOf([collecting(plainParty, { max_subsessions: 10_000 })], approve);
    const place = '/steps/0/subsession_config/max_subsessions';
    expectProblem(await api.call('createWorkflow', { body }), 422, 'invalid_request', place);
  });

  it('counts the places of each step for itself', async () => {
    const other = { ...collecting(plainParty, { max_subsessions: 1 }), step_id: 'directors' };
    const steps = [collecting(plainParty, { max_subsessions: 1 }), other];
    const parent = await backOffice.openSessionOf(workflowOf(steps, approve));
    const { subsession_id } = await invite(parent, { name: 'Ada One' });
    await Applicant.of(api, parent).complete('owners');
    expect((await invite(parent, { name: 'Ben Two' })).step_id).toBe('directors');
    const params = { token: parent.access_token, subsession_id };
    expectProblem(await api.call('removeParty', { params }), 409, 'step_already_completed');
  });

  it.each([
    ['a share below 0 %', { name: 'Ada One', ownership_percentage: -1 }, '/ownership_percentage'],
    ['a line break in the name', { name: 'Ada\r\nBcc: x@y.example' }, '/name'],
    ['a line break in the address', { name: 'Ada', email: 'a@b.example\r\nBcc: x@y.example' }, '/email'],
    ['a name of 201 characters', { name: 'a'.repeat(201) }, '/name'],
    ['metadata from an end user', { name: 'Ada', metadata: {} }, '/metadata'],
  ])('is refused with %s', async (_what, body, pointer) => {
    const { access_token: token } = await openParent(plainParty);
    expectProblem(
      await api.call('inviteParty', { params: { token }, body }),
      422,
      'invalid_request',
      pointer,
    );
  });

  it.each(['Łukasz Żółć', '山田太郎', 'محمد علي', "Siobhán O'Neill"])('takes the name %s', async (name) => {
    const parent = await openParent(plainParty);
    await invite(parent, { name });
    expect(await partiesOf(parent)).toMatchObject([{ name }]);
  });

  it('is refused once the session is finished', async () => {
    const parent = await openParent(plainParty);
    await Applicant.of(api, parent).complete('owners');
    const { access_token: token } = parent;
    const body = { name: 'Ada One' };
    expectProblem(await api.call('inviteParty', { params: { token }, body }), 409, 'session_not_active');
  });

  it('shows an end user nothing of what was found out about a party', async () => {
    const parent = await openParent(screenedParty);
    const party = await invite(parent, { name: 'Ada One' });
    await Applicant.of(api, party).complete('personal_info', applicantForm);
    await backOffice.decision(party.session_id);
    const [shown] = await partiesOf(parent);
    expect(Object.keys(shown ?? {}).sort()).toEqual([
      'entity_type',
      'expires_at',
      'name',
      'session_id',
      'status',
      'step_id',
      'subsession_id',
    ]);
  });
});
