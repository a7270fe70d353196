import { beforeAll, describe, expect, it } from '@jest/globals';
import type { CreatedSession, InvitedParty } from '../client/answers.js';
import { Applicant } from '../client/applicant.js';
import { approve, collecting, familyOf } from '../client/family.js';
import { connect } from '../client/suite.js';
import { screenedForm, workflowOf } from '../client/workflows.js';
import { applicantForm, listedPerson } from '../specimens/people.js';
import { waitUntil } from '../stack/wait-until.js';

const { api, backOffice, events } = connect();
const { openParent, invite } = familyOf({ api, backOffice });

let screenedParty: string;
beforeAll(async () => {
  screenedParty = await backOffice.createWorkflow(screenedForm());
});

const typesOf = async (id: string): Promise<string[]> =>
  (await backOffice.timeline(id)).map(({ type }) => type);

describe('a party that counts', () => {
  it('and is on a list has its match shown, and judged by the rules, with where it came from', async () => {
    const rules = [{ min_score: 0.8, topics: ['sanction'], action: 'manual_review' }];
    const validation = { automation_rules: { ...approve.automation_rules, list_match_rules: rules } };
    const parent = await openParent(screenedParty, { impact_parent_status: true }, validation);
    const party = await invite(parent, { name: listedPerson.name, role: 'ubo' });
    const form = { ...applicantForm, full_name: listedPerson.name, date_of_birth: '1961-09-09' };
    await Applicant.of(api, party).complete('personal_info', { ...form, nationality: 'RU' });
    await backOffice.decision(party.session_id);
    await Applicant.of(api, parent).complete('owners');
    const { decision, processing_results } = await backOffice.decision(parent.session_id);
    const source = `subsession:${party.subsession_id}/form:personal_info/full_name`;
    expect(decision).toMatchObject({ final_decision: 'manual_review', decided_by: 'automation' });
    expect(JSON.stringify(decision?.rule_hits)).toContain(source);
    expect(processing_results.subsessions).toMatchObject([
      {
        ...{ subsession_id: party.subsession_id, parent_subsession_id: null, name: listedPerson.name },
        ...{ status: 'manual_review', final_decision: 'manual_review' },
        matches: [{ source_id: listedPerson.sourceId, source: 'form:personal_info/full_name' }],
      },
    ]);
  });

  it('and is on a list stands in the way of an approval where no rule asks for it', async () => {
    const parent = await openParent(screenedParty, { impact_parent_status: true });
    const party = await invite(parent, { name: listedPerson.name, role: 'ubo' });
    const form = { ...applicantForm, full_name: listedPerson.name, date_of_birth: '1961-09-09' };
    await Applicant.of(api, party).complete('personal_info', { ...form, nationality: 'RU' });
    await backOffice.decision(party.session_id);
    await Applicant.of(api, parent).complete('owners');
    const { decision } = await backOffice.decision(parent.session_id);
    expect(decision).toMatchObject({ status: 'manual_review', reasons: ['subsession_manual_review'] });
  });

  it.each(['before', 'after'])(
    'and is rejected two levels below, %s the company is decided, has it reviewed',
    async (when) => {
      const step = collecting(screenedParty, { impact_parent_status: true });
      const holdingWorkflow = await backOffice.createWorkflow(workflowOf([step], approve, 'Holding'));
      const company = await openParent(holdingWorkflow, { impact_parent_status: true });
      const holding = await invite(company, { name: 'Northern Holding B.V.', entity_type: 'company' });
      const owner = await invite(holding, { name: 'Ada One' });
      const rejectOwner = async (): Promise<void> => {
        await Applicant.of(api, owner).complete('personal_info', { ...applicantForm, nationality: 'KP' });
        await backOffice.decision(owner.session_id);
      };
      const complete = async (party: InvitedParty | CreatedSession): Promise<void> => {
        await Applicant.of(api, party).complete('owners');
        await backOffice.decision(party.session_id);
      };
      if (when === 'before') await rejectOwner();
      await complete(holding);
      await complete(company);
      if (when === 'after') {
        expect((await backOffice.view(company.session_id)).status).toBe('approved');
        await rejectOwner();
      }
      const view = await waitUntil('the review', async () => {
        const found = await backOffice.view(company.session_id);
        return found.status === 'manual_review' ? found : undefined;
      });
      expect(view.decision).toMatchObject({ reasons: ['subsession_manual_review'] });
    },
  );

  it('and is rejected before its parent is decided sends it to review', async () => {
    const parent = await openParent(screenedParty, { impact_parent_status: true });
    const party = await invite(parent, { name: 'Ada One' });
    await Applicant.of(api, party).complete('personal_info', { ...applicantForm, nationality: 'KP' });
    await backOffice.decision(party.session_id);
    await Applicant.of(api, parent).complete('owners');
    const { decision } = await backOffice.decision(parent.session_id);
    expect(decision).toMatchObject({ status: 'manual_review', reasons: ['subsession_rejected'] });
  });

  it('and is rejected after its parent was approved has it reviewed again, told by a new event', async () => {
    const parent = await openParent(screenedParty, { impact_parent_status: true });
    const { session_id } = parent;
    const party = await invite(parent, { name: 'Ada One' });
    await Applicant.of(api, parent).complete('owners');
    expect((await backOffice.decision(session_id)).status).toBe('approved');
    await Applicant.of(api, party).complete('personal_info', { ...applicantForm, nationality: 'KP' });
    await waitUntil('the review', async () =>
      (await backOffice.view(session_id)).status === 'manual_review' ? true : undefined,
    );
    const view = await backOffice.view(session_id);
    expect(view.decision).toMatchObject({
      reasons: ['subsession_rejected'],
      reopened_by: { subsession_id: party.subsession_id, session_id: party.session_id },
    });
    expect(view.previous_decisions).toMatchObject([{ status: 'approved' }]);
    expect(await typesOf(session_id)).toContain('subsession_decided');
    const told = await waitUntil('two decision events', async () => {
      const found = await events.of(session_id);
      return found.length > 1 ? found : undefined;
    });
    expect(told.map(({ data }) => data.status)).toEqual(['approved', 'manual_review']);
  });
});
