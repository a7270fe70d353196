import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InvitationStage, start } from './testing/invitation-stage.js';
import { MailServer, type TakenMail } from './testing/mail-server.js';

let mail: MailServer;
let stage: InvitationStage;

beforeAll(async () => {
  mail = await MailServer.start();
  stage = await InvitationStage.start({ smtpPort: mail.port });
});

afterAll(async () => {
  await stage.stop();
  await mail.stop();
});

async function invite(name: string, email = 'ada@example.com'): Promise<TakenMail | undefined> {
  mail.taken.length = 0;
  stage.contact = { name, email };
  await stage.schedule();
  await stage.workAt(start);
  return mail.taken[0];
}

const headerNames = ({ raw }: TakenMail): string[] =>
  (raw.split('\r\n\r\n')[0] ?? '')
    .split('\r\n')
    .filter((line) => /^\S/.test(line))
    .map((line) => line.split(':')[0]?.toLowerCase() ?? '')
    .sort();

const usualHeaders = [
  'auto-submitted',
  'content-type',
  'date',
  'from',
  'message-id',
  'mime-version',
  'subject',
  'to',
];

describe('a stored name', () => {
  it.each([
    'Ada\r\nBcc: victim@example.org',
    'Ada\nSubject: You have won',
    'Ada\r\n\r\n<h1>Body</h1>',
    'Ada\u0000\u0007\u2028Bcc: x',
    '"Ada" <victim@example.org>, ',
    'Ada <victim@example.org>',
    'Ada, Bob; Eve: x;',
    '=?utf-8?Q?Ada=0D=0ABcc:_x?=',
  ])('cannot add a header or a recipient: %j', async (name) => {
    const taken = await invite(name);
    expect(taken).toMatchObject({ from: 'onboarding@kyc.example', to: ['ada@example.com'] });
    expect(headerNames(taken as TakenMail)).toEqual(usualHeaders);
    expect(taken?.raw).not.toMatch(/<h1>|victim/);
    expect(taken?.parsed.to).toMatchObject({ value: [{ address: 'ada@example.com' }] });
  });

  it.each([
    'Łukasz Żółć',
    '山田太郎',
    'محمد علي',
    "Siobhán O'Neill",
    'Ñandú 👩‍👩‍👧',
    'J.R.R. Tolkien',
    'राम कुमार',
  ])('arrives as it is: %s', async (name) => {
    const taken = await invite(name);
    expect(taken?.parsed.to).toMatchObject({ value: [{ name, address: 'ada@example.com' }] });
    expect(taken?.parsed.text).toContain(`Hello ${name},`);
    expect((taken?.raw ?? '').split('\r\n\r\n')[0]).toMatch(/^[\x20-\x7e\r\n]*$/);
  });

  it.each([
    'You won, see evil.example',
    'https://evil.example/login',
    'Call 555/1234',
    'x'.repeat(101),
    '\u202e\u0007',
    '\ud800',
  ])('is left out of the greeting when it is no name: %j', async (name) => {
    const taken = await invite(name);
    expect(taken?.parsed.text).toMatch(/^Hello,\n/);
    expect(taken?.parsed.html).toContain('<p>Hello,</p>');
    expect(taken?.parsed.to).toMatchObject({ value: [{ name: '', address: 'ada@example.com' }] });
  });

  it('cannot bring markup into the message', async () => {
    const taken = await invite('<img src=x onerror=alert(1)>&amp;"');
    expect(taken?.parsed.html).toContain(
      'Hello <bdi>&lt;img src=x onerror=alert(1)&gt;&amp;amp;&quot;</bdi>,',
    );
  });
});

describe('a stored address', () => {
  it.each([
    ['ada@example.com\r\nBcc: victim@example.org', 'invalid_address'],
    ['ada@example.com, victim@example.org', 'invalid_address'],
    ['jörg@example.com', 'address_not_supported'],
  ])('that nothing can be sent to has failed for good: %j', async (email, code) => {
    expect(await invite('Ada', email)).toBeUndefined();
    const failed = { told: 'failed', kind: 'invitation', attempt: 1, code, will_retry: false };
    expect((await stage.told()).at(-1)).toEqual(failed);
  });

  it.each([
    ['ada@bücher.example', 'ada@xn--bcher-kva.example'],
    ["Ada.O'Neill+kyc@mail.example.com", "Ada.O'Neill+kyc@mail.example.com"],
  ])('%s is written to as %s', async (email, written) => {
    expect((await invite('Ada', email))?.raw).toContain(`To: Ada <${written}>`);
  });
});
