import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { Applicant, type LocalFile } from '../client/applicant.js';
import { connect } from '../client/suite.js';
import { identityDocuments, selfieStep, workflowOf } from '../client/workflows.js';
import { fileOf } from '../sessions/identified-session.js';
import { expectProblem } from './expect-problem.js';
import { hostileFiles } from './hostile-files.js';
import { expectStepUntouched } from './untouched.js';

const { api, backOffice, stack } = connect();
const passport = { step_id: 'documents', document_type: 'passport' };
const open = async (steps = [identityDocuments]): Promise<Applicant> =>
  Applicant.of(api, await backOffice.openSessionOf(workflowOf(steps)));

async function expectNoDocument(person: Applicant): Promise<void> {
  await expectStepUntouched(person, 'documents');
  expectProblem(await person.tryComplete('documents'), 422, 'invalid_submission', '/documents/passport');
}

describe.each(hostileFiles)('$what', ({ code, make }) => {
  const codes = typeof code === 'string' ? [code] : code;

  it('is refused inside a request', async () => {
    const person = await open();
    const answer = await person.trySend(passport, await make());
    expectProblem(answer, 422, 'invalid_file', '/data');
    expect(codes).toContain(answer.body.errors[0]?.code);
    await expectNoDocument(person);
  });

  it('is refused at the confirmation of an upload, for good', async () => {
    const person = await open();
    const file = await make();
    const begun = await person.begin(passport, file);
    expect((await person.put(begun, file.bytes)).status).toBe(200);
    const answer = await person.tryConfirm(begun);
    expectProblem(answer, 422, 'invalid_file', '/upload_id');
    expect(codes).toContain(answer.body.errors[0]?.code);
    expectProblem(await person.tryConfirm(begun), 422, 'invalid_file');
    await expectNoDocument(person);
  });
});

describe('what is announced', () => {
  it.each([
    [
      'a kind of file that is not accepted',
      { content_type: 'image/svg+xml' },
      415,
      'unsupported_media_type',
      '/content_type',
    ],
    [
      'a program',
      { content_type: 'application/x-msdownload' },
      415,
      'unsupported_media_type',
      '/content_type',
    ],
    ['more than 10 MB', { size: 10 * 1024 * 1024 + 1 }, 413, 'payload_too_large', '/size'],
    [
      'a document the step does not ask for',
      { document_type: 'bank_letter' },
      422,
      'invalid_submission',
      '/document_type',
    ],
    ['a step the workflow does not have', { step_id: 'nowhere' }, 422, 'invalid_submission', '/step_id'],
  ] as const)('is refused when it is %s', async (_what, change, status, code, pointer) => {
    const person = await open();
    const body = { ...passport, file_name: 'a.jpg', content_type: 'image/jpeg', size: 1_000, ...change };
    expectProblem(await api.call('initUpload', { params: person.params, body }), status, code, pointer);
    await expectNoDocument(person);
  });

  it('is refused when another step comes first', async () => {
    const person = await open([identityDocuments, selfieStep]);
    const answer = await person.trySend(
      { step_id: 'selfie', document_type: 'selfie' },
      await fileOf('selfie'),
    );
    expectProblem(answer, 409, 'step_not_current');
  });

  it('is refused when a PDF is to be a selfie', async () => {
    const person = await open([selfieStep]);
    const answer = await person.trySend({ step_id: 'selfie', document_type: 'selfie' }, await fileOf('bill'));
    expectProblem(answer, 415, 'unsupported_media_type', '/content_type');
  });

  it('is refused inside a request when it has more than 10 MB', async () => {
    const person = await open();
    const bytes = Buffer.concat([(await fileOf('passport')).bytes, Buffer.alloc(10 * 1024 * 1024)]);
    const answer = await person.trySend(passport, { name: 'a.jpg', type: 'image/jpeg', bytes });
    expectProblem(answer, 413, 'payload_too_large');
    await expectNoDocument(person);
  });

  it('is refused without any bytes', async () => {
    const person = await open();
    const answer = await person.trySend(passport, {
      name: 'a.jpg',
      type: 'image/jpeg',
      bytes: new Uint8Array(),
    });
    expectProblem(answer, 422, ['invalid_file', 'invalid_request'], '/data');
    await expectNoDocument(person);
  });
});

describe('an upload', () => {
  /** In distributed mode the bytes go to S3, which answers in its own way. */
  const expectStorageProblem = (
    answer: Parameters<typeof expectProblem>[0],
    status: number,
    code: string,
  ): void => {
    if (stack.mode === 'embedded') expectProblem(answer, status, code);
    else expect(answer.status).toBeGreaterThanOrEqual(400);
  };
  const small = async (): Promise<LocalFile> => fileOf('bill');
  const address = { step_id: 'documents', document_type: 'proof_of_address' };

  it('that is never confirmed is no document', async () => {
    const person = await open();
    const file = await fileOf('passport');
    const begun = await person.begin(passport, file);
    await person.put(begun, file.bytes);
    await expectNoDocument(person);
  });

  it('cannot be confirmed before its bytes arrived', async () => {
    const person = await open();
    const begun = await person.begin(address, await small());
    expectProblem(await person.tryConfirm(begun), 422, 'upload_incomplete');
    await expectStepUntouched(person, 'documents');
  });

  it('that nobody began cannot be confirmed', async () => {
    const person = await open();
    expectProblem(await person.tryConfirm({ upload_id: 'upl_none' }), 404, 'not_found');
  });

  it('takes no more bytes than were announced', async () => {
    const person = await open();
    const file = await small();
    const begun = await person.begin(address, file);
    expectStorageProblem(
      await person.put(begun, Buffer.concat([file.bytes, Buffer.alloc(10)])),
      413,
      'payload_too_large',
    );
    expectProblem(
      await person.tryConfirm(begun),
      [413, 422],
      ['payload_too_large', 'upload_incomplete', 'invalid_file'],
    );
    await expectStepUntouched(person, 'documents');
  });

  it('takes no fewer bytes than were announced', async () => {
    const person = await open();
    const file = await small();
    const begun = await person.begin(address, file);
    expectStorageProblem(await person.put(begun, file.bytes.slice(0, 100)), 422, 'upload_incomplete');
    expectProblem(await person.tryConfirm(begun), 422, ['upload_incomplete', 'invalid_file']);
    await expectStepUntouched(person, 'documents');
  });

  it('takes no other type than was announced', async () => {
    const person = await open();
    const file = await small();
    const begun = await person.begin(address, file);
    const answer = await person.put(begun, file.bytes, { 'content-type': 'text/html' });
    expectStorageProblem(answer, 415, 'unsupported_media_type');
  });

  it('takes nothing at a URL that was changed', async () => {
    const person = await open();
    const file = await small();
    const begun = await person.begin(address, file);
    const { origin, pathname, search } = new URL(begun.upload_url);
    const at = pathname.length - 5;
    const path = pathname.slice(0, at) + (pathname[at] === 'A' ? 'B' : 'A') + pathname.slice(at + 1);
    const answer = await person.put({ ...begun, upload_url: origin + path + search }, file.bytes);
    expectStorageProblem(answer, 403, 'forbidden');
    expectProblem(await person.tryConfirm(begun), 422, 'upload_incomplete');
  });

  it('cannot be read back from its URL', async () => {
    const person = await open();
    const file = await small();
    const begun = await person.begin(address, file);
    await person.put(begun, file.bytes);
    expectStorageProblem(await api.send('GET', begun.upload_url), 403, 'forbidden');
  });

  it('whose bytes have another SHA-256 than announced is no document', async () => {
    const person = await open();
    const file = await small();
    const sha256 = createHash('sha256').update('something else').digest('hex');
    const begun = await person.begin(address, file, { sha256 });
    await person.put(begun, file.bytes);
    expectProblem(await person.tryConfirm(begun), 422, ['invalid_file', 'upload_incomplete']);
    await expectStepUntouched(person, 'documents');
  });

  it('is confirmed once, not twice', async () => {
    const person = await open();
    const file = await small();
    const begun = await person.begin(address, file);
    await person.put(begun, file.bytes);
    expect((await person.tryConfirm(begun)).status).toBe(201);
    expectProblem(await person.tryConfirm(begun), 409, 'upload_already_confirmed');
    expect((await person.state()).steps[0]?.documents).toHaveLength(1);
  });

  it('is confirmed by one of several racing confirmations', async () => {
    const person = await open();
    const file = await small();
    const begun = await person.begin(address, file);
    await person.put(begun, file.bytes);
    const answers = await Promise.all([1, 2, 3, 4].map(() => person.tryConfirm(begun)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    for (const answer of answers.filter(({ status }) => status !== 201))
      expectProblem(answer, 409, 'upload_already_confirmed');
    expect((await person.state()).steps[0]?.documents).toHaveLength(1);
  });
});
