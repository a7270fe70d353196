import { Api, type Answer } from '../e2e/client/api.js';
import { Applicant, type LocalFile, type Target } from '../e2e/client/applicant.js';
import { BackOffice } from '../e2e/client/back-office.js';
import type { CreatedSession, InvitedParty, Problem } from '../e2e/client/answers.js';
import { fullIdentification, screenedForm, shortForm, workflowOf } from '../e2e/client/workflows.js';
import { applicantForm, listedPerson } from '../e2e/specimens/people.js';
import { fileOf } from '../e2e/sessions/identified-session.js';
import { waitUntil } from '../e2e/stack/wait-until.js';

const automatic = { automation_rules: { auto_process: true, default_action: 'auto_approve' } };

const billOnly = workflowOf(
  [
    {
      step_id: 'documents',
      name: 'Proof of address',
      type: 'document_upload',
      document_requirements: [{ document_type: 'proof_of_address', auto_extract: true }],
    },
  ],
  { run_lists: true, ...automatic },
  'Proof of address',
);

/** One session to walk, and what must come out of it whatever happens on the way. */
export interface Walk {
  kind: string;
  /** Walks it to the end and returns the sessions that must be decided. */
  go: () => Promise<string[]>;
  decision: 'approved' | 'manual_review' | 'rejected';
  /** What else must hold once all of them are decided. */
  expect?: () => Promise<void>;
}

const patienceMs = 120_000;
const partiesOfFamily = 5;

/**
 * An integrator whose code is right: every call is repeated while the platform cannot answer, and an answer that says
 * that an earlier attempt had got through counts as success.
 */
export class Integrator {
  readonly api: Api;
  readonly backOffice: BackOffice;

  /** @param milestone called after each thing that got through */
  constructor(
    connection: { baseUrl: string; apiKey: string },
    private readonly milestone: () => void,
  ) {
    this.api = new Api({ ...connection, patienceMs });
    this.backOffice = new BackOffice(this.api);
  }

  form(person: Record<string, unknown>, decision: Walk['decision']): Walk {
    const go = async (): Promise<string[]> => {
      const session = await this.open(screenedForm());
      await this.complete(session, 'personal_info', { ...applicantForm, ...person });
      return [session.session_id];
    };
    return { kind: `form (${decision})`, go, decision };
  }

  listed(): Walk {
    const person = { full_name: listedPerson.name, date_of_birth: '1961-09-09', nationality: 'RU' };
    return { ...this.form(person, 'manual_review'), kind: 'listed person' };
  }

  bill(): Walk {
    const go = async (): Promise<string[]> => {
      const session = await this.open(billOnly);
      await this.upload(
        session,
        { step_id: 'documents', document_type: 'proof_of_address' },
        await fileOf('bill'),
      );
      await this.complete(session, 'documents');
      return [session.session_id];
    };
    return { kind: 'proof of address', go, decision: 'approved' };
  }

  identified(): Walk {
    const go = async (): Promise<string[]> => {
      const session = await this.open(fullIdentification());
      await this.upload(
        session,
        { step_id: 'documents', document_type: 'passport' },
        await fileOf('passport'),
      );
      await this.complete(session, 'documents');
      await this.upload(session, { step_id: 'selfie', document_type: 'selfie' }, await fileOf('selfie'));
      await this.complete(session, 'selfie');
      await this.complete(session, 'personal_info', applicantForm);
      return [session.session_id];
    };
    return { kind: 'full identification', go, decision: 'approved' };
  }

  family(): Walk {
    const go = async (): Promise<string[]> => {
      const workflow_id = await this.backOffice.createWorkflow(workflowOf([shortForm], automatic));
      // A repeated invitation may have made two parties, one of whose links got lost, so the step must not wait.
      const subsession_config = { workflow_id, max_subsessions: 4 * partiesOfFamily };
      const step = { step_id: 'owners', name: 'Owners', type: 'subsession_collection', subsession_config };
      const parent = await this.open(workflowOf([step], automatic));
      const params = Applicant.of(this.api, parent).params;
      const parties: string[] = [];
      for (let i = 0; i < partiesOfFamily; i++) {
        const invited = await this.api.ok<InvitedParty>('inviteParty', {
          params,
          body: { name: `Owner ${i}` },
        });
        this.milestone();
        await this.complete(invited, 'about', { nickname: 'Owner' });
        parties.push(invited.session_id);
      }
      await this.complete(parent, 'owners');
      family.push(parent.session_id, ...parties);
      return family;
    };
    const family: string[] = [];
    const expect = (): Promise<void> => this.expectToldToParent(family);
    return { kind: 'parent and five parties', go, decision: 'approved', expect };
  }

  /** Each party's result stands on the timeline of the parent once. */
  private async expectToldToParent([parent = '', ...parties]: readonly string[]): Promise<void> {
    await waitUntil(`the results of all parties of ${parent}`, async () => {
      const told = (await this.backOffice.timeline(parent))
        .filter(({ type }) => type === 'subsession_decided')
        .map(({ details }) => details['child_session_id']);
      if (new Set(told).size < told.length)
        throw new Error(`a party of ${parent} was told more than once: ${told.join(', ')}`);
      return parties.every((party) => told.includes(party)) ? true : undefined;
    });
  }

  private async open(definition: unknown): Promise<CreatedSession> {
    const session = await this.backOffice.openSessionOf(definition);
    this.milestone();
    return session;
  }

  private async complete(session: { access_token: string }, stepId: string, data?: unknown): Promise<void> {
    const answer = await Applicant.of(this.api, session).tryComplete(stepId, data);
    accept(answer, ['step_already_completed', 'session_not_active']);
    this.milestone();
  }

  private async upload(session: CreatedSession, target: Target, file: LocalFile): Promise<void> {
    const person = Applicant.of(this.api, session);
    const begun = await person.begin(target, file);
    accept(await person.put(begun, file.bytes), []);
    accept(await person.tryConfirm(begun), ['upload_already_confirmed']);
    this.milestone();
  }
}

function accept(answer: Answer<Problem>, alreadyDone: readonly string[]): void {
  if (answer.status < 300 || (answer.status === 409 && alreadyDone.includes(answer.body.code))) return;
  throw new Error(`answered ${answer.status}: ${answer.text.slice(0, 500)}`);
}
