import { beforeAll, describe, expect, it } from '@jest/globals';
import type { CreatedSession } from '../client/answers.js';
import type { RouteName } from '../client/routes.js';
import { connect } from '../client/suite.js';
import { identityDocuments, shortForm, workflowOf } from '../client/workflows.js';
import { expectProblem } from '../refusals/expect-problem.js';

const { api, backOffice } = connect();
let session: CreatedSession;

beforeAll(async () => {
  session = await backOffice.openSessionOf(workflowOf([shortForm]));
});

const notBuilt: { name: RouteName; body?: Record<string, unknown> }[] = [
  { name: 'relinkSubsession' },
  { name: 'removeSubsession' },
  { name: 'resolveMatch', body: { verdict: 'false_positive', reason: 'x' } },
  { name: 'refreshLists' },
  { name: 'listWatchlists' },
  { name: 'createWatchlist', body: { name: 'x' } },
  { name: 'listWatchlistSubjects' },
  { name: 'relinkParty' },
  { name: 'removeParty' },
];

describe('what the contract promises and is not built yet', () => {
  it.each(notBuilt)('$name says so', async ({ name, body }) => {
    const answer = await api.call(name, { params: someParams(), body });
    expectProblem(answer, 501, 'not_implemented');
  });

  it.each([
    ['validations of uploads', { post_upload_validations: ['legible'] }, 'post_upload_validations'],
    ['an extraction profile', { extraction_profile: 'fmt_x' }, 'extraction_profile'],
  ])(
    'a workflow with %s is refused, with its place, instead of being half obeyed',
    async (_what, option, property) => {
      const requirement = { document_type: 'id', ...option };
      const body = workflowOf([{ ...identityDocuments, document_requirements: [requirement] }]);
      const answer = await api.call('createWorkflow', { body });
      expectProblem(answer, 501, 'not_implemented', `/steps/0/document_requirements/0/${property}`);
      const judged = await api.ok<{ valid: boolean }>('validateWorkflow', { body });
      expect(judged.valid).toBe(false);
    },
  );
});

function someParams(): Record<string, string> {
  return {
    workflow_id: session.workflow_id,
    session_id: session.session_id,
    token: session.access_token,
    type: 'basic-kyc',
    subsession_id: 'sub_x',
    screening_id: 'scr_x',
    entity_id: 'ent_x',
    watchlist_id: 'wtl_x',
  };
}
