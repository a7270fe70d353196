import type { Api } from './api.js';
import type { CreatedSession, InvitedParty, Page, PartyPart } from './answers.js';
import type { BackOffice } from './back-office.js';
import { workflowOf } from './workflows.js';

type Part = Record<string, unknown>;

/** Decides by itself, and approves what nothing speaks against. */
export const approve = { automation_rules: { auto_process: true, default_action: 'auto_approve' } };

/** A step that collects parties for a workflow of theirs. */
export const collecting = (workflow_id: string, config: Part = {}): Part => ({
  ...{ step_id: 'owners', name: 'Owners', type: 'subsession_collection' },
  subsession_config: { workflow_id, max_subsessions: 5, ...config },
});

/** Sessions that invite others, and those they invited. */
export function familyOf({ api, backOffice }: { api: Api; backOffice: BackOffice }) {
  return {
    openParent: (
      workflow_id: string,
      config: Part = {},
      validation: Part = approve,
    ): Promise<CreatedSession> =>
      backOffice.openSessionOf(workflowOf([collecting(workflow_id, config)], validation, 'Company')),
    invite: (parent: Pick<CreatedSession, 'access_token'>, body: Part): Promise<InvitedParty> =>
      api.ok<InvitedParty>('inviteParty', { params: { token: parent.access_token }, body }),
    partiesOf: async ({ access_token: token }: CreatedSession): Promise<PartyPart[]> =>
      (await api.ok<Page<PartyPart>>('listParties', { params: { token } })).data,
  };
}
