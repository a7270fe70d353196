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
  { name: 'listWorkflowVersions' },
  { name: 'updateWorkflow', body: { name: 'x' } },
  { name: 'removeWorkflow' },
  { name: 'simulateWorkflow', body: { session_id: 'ses_x' } },
  { name: 'createFromTemplate', body: {} },
  { name: 'decideSession', body: { status: 'approved', reason: 'x' } },
  { name: 'eraseSession' },
  { name: 'generateLink' },
  { name: 'extendSession', body: { days: 1 } },
  { name: 'requestCorrections', body: { items: [] } },
  { name: 'revalidateSession' },
  { name: 'relinkSubsession' },
  { name: 'removeSubsession' },
  { name: 'resolveMatch', body: { verdict: 'false_positive', reason: 'x' } },
  { name: 'refreshLists' },
  { name: 'listWatchlists' },
  { name: 'createWatchlist', body: { name: 'x' } },
  { name: 'listWatchlistSubjects' },
  { name: 'createLiveness' },
  { name: 'verifyLiveness', body: { liveness_session_id: 'x' } },
  { name: 'relinkParty' },
  { name: 'removeParty' },
];

describe('what the contract promises and is not built yet', () => {
  it.each(notBuilt)('$name says so', async ({ name, body }) => {
    const answer = await api.call(name, { params: someParams(), body });
    expectProblem(answer, 501, 'not_implemented');
  });

  it.each([
    ['a liveness step', [{ step_id: 'live', name: 'Live', type: 'liveness' }], {}, '/steps/0/type'],
    ['adverse media', [shortForm], { run_adverse_media: true }, '/validation_config/run_adverse_media'],
    [
      'automatic classification',
      [
        {
          ...identityDocuments,
          document_requirements: [{ document_type: 'id', enable_auto_classification: true }],
        },
      ],
      {},
      '/steps/0/document_requirements/0/enable_auto_classification',
    ],
  ])(
    'a workflow with %s is refused, with its place, instead of being half obeyed',
    async (_what, steps, config, pointer) => {
      const answer = await api.call('createWorkflow', { body: workflowOf(steps, config) });
      expectProblem(answer, 501, 'not_implemented', pointer);
      const judged = await api.ok<{ valid: boolean }>('validateWorkflow', {
        body: workflowOf(steps, config),
      });
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
