import { beforeAll, describe, expect, it } from '@jest/globals';
import { Applicant } from '../client/applicant.js';
import type { CreatedSession, InvitedParty, SessionView } from '../client/answers.js';
import { connect } from '../client/suite.js';
import { shortForm, workflowOf } from '../client/workflows.js';
import { walkIdentification } from '../sessions/identified-session.js';
import { applicant, applicantAddress, applicantBill, applicantForm } from '../specimens/people.js';
import { specimen } from '../specimens/specimen-store.js';
import {
  findInClear,
  loggedLines,
  storedDocuments,
  storedFiles,
  type Secret,
  type Stored,
} from './stored-bytes.js';

const { api, backOffice, stack } = connect();
const secret = (what: string, value: string | Uint8Array): Secret => ({ what, bytes: Buffer.from(value) });

let session: CreatedSession;
let view: SessionView;
let secrets: Secret[];

beforeAll(async () => {
  session = await walkIdentification(backOffice, 'selfie', {
    metadata: { note: 'Prefers morning calls, says Lieselotte' },
  });
  view = await backOffice.decision(session.session_id, 100_000);
  const invitedToken = await inviteOwner();
  await api.ok('screen', {
    body: { type: 'individual', name: applicantForm.full_name, dob: applicant.dateOfBirth },
  });
  secrets = [...personalFacts(), ...(await slicesOfFiles()), ...tokens(invitedToken)];
});

async function inviteOwner(): Promise<string> {
  const workflow_id = await backOffice.createWorkflow(workflowOf([shortForm]));
  const subsession_config = { workflow_id, max_subsessions: 1 };
  const parent = await backOffice.openSessionOf(
    workflowOf([{ step_id: 'owners', name: 'Owners', type: 'subsession_collection', subsession_config }]),
  );
  const owner = { name: 'Philomena Ostrowijk', email: 'philomena@ostrowijk.example' };
  const params = Applicant.of(api, parent).params;
  return (await api.ok<InvitedParty>('inviteParty', { params, body: owner })).access_token;
}

const personalFacts = (): Secret[] => [
  secret('the surname', applicant.surname),
  secret('the given names', applicant.givenNames),
  secret('one given name', 'Lieselotte'),
  secret('the document number', applicant.documentNumber),
  secret('the date of birth', applicant.dateOfBirth),
  secret('the date of birth as in the zone', '871123'),
  secret('the street', applicantAddress.street),
  secret('the town', applicantAddress.town),
  secret('the account number', applicantBill.accountNumber),
  secret('the e-mail', applicantForm.email),
  secret('the phone', applicantForm.phone),
  secret('the metadata', 'Prefers morning calls'),
  secret("an invited party's name", 'Philomena Ostrowijk'),
  secret("an invited party's e-mail", 'philomena@ostrowijk.example'),
];

/** The head of each picture and a piece from its middle, which no other file has. */
async function slicesOfFiles(): Promise<Secret[]> {
  const names = ['passport', 'selfie', 'bill'] as const;
  const files = await Promise.all(names.map((name) => specimen(name)));
  return files.flatMap((bytes, i) => {
    const middle = Math.floor(bytes.length / 2);
    return [
      secret(`the head of the ${names[i]}`, bytes.subarray(0, 64)),
      secret(`the middle of the ${names[i]}`, bytes.subarray(middle, middle + 64)),
    ];
  });
}

const tokens = (invitedToken: string): Secret[] => [
  secret('the access token', session.access_token),
  secret("the invited party's access token", invitedToken),
  secret('the API key', api.options.apiKey),
  secret("the API key's secret", api.options.apiKey.slice(-38, -6)),
];

describe('after a whole session nothing of a person lies in clear', () => {
  it('although all of it was submitted, read and given back', () => {
    const shown = [{ where: 'the view', bytes: Buffer.from(JSON.stringify(view)) }];
    const found = findInClear(shown, personalFacts());
    expect(found).toEqual(
      expect.arrayContaining(
        ['the document number', 'the surname', 'the street', 'the e-mail', 'the phone', 'the metadata'].map(
          (what) => `${what} in the view`,
        ),
      ),
    );
  });

  it('in any collection of any database', async () => {
    const stored = await storedDocuments(stack.mongoUri);
    expect(new Set(stored.map(({ where }) => where)).size).toBeGreaterThan(10);
    expect(mentioning(stored, session.session_id)).toBeGreaterThan(5);
    expect(findInClear(stored, secrets)).toEqual([]);
  });

  it('in any file of the stack', async () => {
    if (!stack.dataDir) return;
    const files = await storedFiles(stack.dataDir);
    expect(files.filter(({ where }) => where.includes('/files/')).length).toBeGreaterThanOrEqual(3);
    expect(findInClear(files, secrets)).toEqual([]);
  });

  it('in any public event', async () => {
    const { readFile } = await import('node:fs/promises');
    const events = [{ where: 'the events', bytes: await readFile(stack.eventsFile) }];
    expect(mentioning(events, session.session_id)).toBe(1);
    expect(findInClear(events, secrets)).toEqual([]);
  });

  it('in any line of the log, down to the finest level', async () => {
    const logs = await loggedLines(stack.logFiles);
    expect(logs.map(({ bytes }) => bytes.includes('"level":20'))).not.toContain(false);
    expect(logs.some(({ bytes }) => bytes.includes('"answered"'))).toBe(true);
    // The digits of the date also stand in times and ids of log lines.
    expect(
      findInClear(
        logs,
        secrets.filter(({ what }) => what !== 'the date of birth as in the zone'),
      ),
    ).toEqual([]);
  });
});

const mentioning = (stored: Stored[], text: string): number =>
  stored.filter(({ bytes }) => bytes.includes(text)).length;
