import { beforeAll, describe, expect, it } from '@jest/globals';
import { renderOwnersDeclaration } from '#libs/specimens';
import type { CreatedSession, InvitedParty, Page, PartyDraft, PartyPart } from '../client/answers.js';
import { Applicant } from '../client/applicant.js';
import { connect } from '../client/suite.js';
import { shortForm, workflowOf } from '../client/workflows.js';
import { expectProblem } from '../refusals/expect-problem.js';
import { waitUntil } from '../stack/wait-until.js';

const { api, backOffice } = connect();
const approve = { automation_rules: { auto_process: true, default_action: 'auto_approve' } };
type Part = Record<string, unknown>;

let plainParty: string;
beforeAll(async () => {
  plainParty = await backOffice.createWorkflow(workflowOf([shortForm], approve, 'Owner'));
});

const collecting = (workflow_id: string): Part => ({
  ...{ step_id: 'owners', name: 'Owners', type: 'subsession_collection' },
  subsession_config: { workflow_id, max_subsessions: 5 },
});
const invite = (parent: Pick<CreatedSession, 'access_token'>, body: Part): Promise<InvitedParty> =>
  api.ok<InvitedParty>('inviteParty', { params: { token: parent.access_token }, body });

describe('parties that a session names already', () => {
  it('are offered until they are invited, with what is known of them', async () => {
    const list = {
      ...{ field_id: 'holders', name: 'Holders', type: 'entity_list', entity_role: 'shareholder' },
      item_fields: [
        { field_id: 'holder_name', name: 'Name', type: 'name', required: true },
        { field_id: 'share', name: 'Share', type: 'number' },
      ],
    };
    const form = { step_id: 'form', name: 'Form', type: 'form_fill', custom_fields: [list] };
    const parent = await backOffice.openSessionOf(workflowOf([form, collecting(plainParty)], approve));
    const clerk = Applicant.of(api, parent);
    await clerk.complete('form', {
      holders: [
        { holder_name: 'Ada Byron', share: 40 },
        { holder_name: 'Bo Ek', share: 35 },
      ],
    });
    const listed = () =>
      api.ok<Page<PartyPart> & { drafts: PartyDraft[] }>('listParties', { params: clerk.params });
    const [draft] = (await listed()).drafts;
    expect(draft).toMatchObject({ name: 'Ada Byron', role: 'shareholder', ownership_percentage: 40 });
    await invite(parent, { draft_id: draft?.draft_id });
    const after = await listed();
    expect(after.data).toMatchObject([{ name: 'Ada Byron', ownership_percentage: 40 }]);
    expect(after.drafts).toMatchObject([{ name: 'Bo Ek' }]);
    const again = await api.call('inviteParty', {
      params: clerk.params,
      body: { draft_id: draft?.draft_id },
    });
    expectProblem(again, 409, 'already_exists', '/draft_id');
    const unknown = await api.call('inviteParty', { params: clerk.params, body: { draft_id: 'draft_x' } });
    expectProblem(unknown, 422, 'invalid_request', '/draft_id');
  });

  it('are read from a declaration of the owners', async () => {
    const requirement = { document_type: 'beneficial_owners', required: true, auto_extract: true };
    const papers = { step_id: 'papers', name: 'Papers', type: 'document_upload' };
    const steps = [{ ...papers, document_requirements: [requirement] }, collecting(plainParty)];
    const parent = await backOffice.openSessionOf(workflowOf(steps, approve));
    const clerk = Applicant.of(api, parent);
    const bytes = await renderOwnersDeclaration({
      ...{ company: 'Meridania Widgets Ltd', registrationNumber: '04711889', issueDate: '2025-12-20' },
      registeredOffice: 'Zeestraat 12, 2518 AA Den Haag, Netherlands',
      directors: ['Cleo Dahl'],
      shareholders: [
        { name: 'Ada Byron', nationality: 'British', share: 40.5 },
        { name: 'Northern Holding B.V.', nationality: 'Dutch', share: 59.5 },
      ],
    });
    const file = { name: 'owners.pdf', type: 'application/pdf', bytes };
    const { doc_id } = await clerk.upload({ step_id: 'papers', document_type: 'beneficial_owners' }, file);
    await clerk.complete('papers');
    const drafts = await waitUntil('the drafts', async () => {
      const listed = await api.ok<{ drafts: PartyDraft[] }>('listParties', { params: clerk.params });
      return listed.drafts.length > 0 ? listed.drafts : undefined;
    });
    const [document] = (await backOffice.view(parent.session_id)).documents;
    expect(document).toMatchObject({
      ...{ doc_id, document_kind: 'company_document', status: 'extracted' },
      fields: {
        directors: { value: ['Cleo Dahl'], source: 'text_layer' },
        shareholders: {
          value: [
            { name: 'Ada Byron', share: 40.5 },
            { name: 'Northern Holding B.V.', share: 59.5 },
          ],
          source: 'text_layer',
        },
      },
    });
    expect(drafts).toMatchObject([
      { name: 'Ada Byron', role: 'shareholder', entity_type: 'individual', ownership_percentage: 40.5 },
      { name: 'Northern Holding B.V.', entity_type: 'company', ownership_percentage: 59.5 },
      { name: 'Cleo Dahl', role: 'director' },
    ]);
    await invite(parent, { draft_id: drafts[0]?.draft_id });
    const { data } = await api.ok<Page<PartyPart>>('listParties', { params: clerk.params });
    expect(data).toMatchObject([{ name: 'Ada Byron', role: 'shareholder' }]);
  });
});
