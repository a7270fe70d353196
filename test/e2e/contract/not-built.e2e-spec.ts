import { beforeAll, describe, it } from '@jest/globals';
import type { CreatedSession } from '../client/answers.js';
import type { RouteName } from '../client/routes.js';
import { connect } from '../client/suite.js';
import { shortForm, workflowOf } from '../client/workflows.js';
import { expectProblem } from '../refusals/expect-problem.js';

const { api, backOffice } = connect();
let session: CreatedSession;

beforeAll(async () => {
  session = await backOffice.openSessionOf(workflowOf([shortForm]));
});

const notBuilt: { name: RouteName; body?: Record<string, unknown> }[] = [
  { name: 'resolveMatch', body: { verdict: 'false_positive', reason: 'x' } },
  { name: 'refreshLists' },
  { name: 'listWatchlists' },
  { name: 'createWatchlist', body: { name: 'x' } },
  { name: 'listWatchlistSubjects' },
];

describe('what the contract promises and is not built yet', () => {
  it.each(notBuilt)('$name says so', async ({ name, body }) => {
    const answer = await api.call(name, { params: someParams(), body });
    expectProblem(answer, 501, 'not_implemented');
  });
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
