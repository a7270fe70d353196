import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { SMTPServerOptions } from 'smtp-server';
import { transportOptions, type SmtpLimits } from './invitation-mailer.js';
import { InvitationStage, start } from './testing/invitation-stage.js';
import { MailServer } from './testing/mail-server.js';

/** Short enough for a test; only sessions that hang come near it. */
const impatient: SmtpLimits = { connectMs: 500, greetingMs: 200, silenceMs: 200, sessionMs: 600 };
const cleanUp: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const undo of cleanUp.splice(0).reverse()) await undo();
});

/** What is told of an invitation that is sent through a server. */
async function attempt(smtpPort: number, env: Record<string, string> = {}, limits?: SmtpLimits) {
  const stage = await InvitationStage.start({ smtpPort, env, limits });
  cleanUp.push(() => stage.stop());
  await stage.schedule();
  await stage.workAt(start);
  return { told: await stage.told(), log: stage.logLines.join() };
}

/** A server that speaks something like SMTP, or nothing at all. */
async function peculiarServer(talk: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    talk(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanUp.push(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}

async function mailServer(options: SMTPServerOptions): Promise<MailServer> {
  const server = await MailServer.start(options);
  cleanUp.push(() => server.stop());
  return server;
}

const retried = (code: string) => [expect.objectContaining({ code, will_retry: true })];

describe('a mail server', () => {
  it('that refuses connections is tried again', async () => {
    const server = await MailServer.start();
    const { port } = server;
    await server.stop();
    expect((await attempt(port)).told).toEqual(retried('connection_failed'));
  });

  it('that never greets is waited for a bounded time', async () => {
    const port = await peculiarServer(() => undefined);
    expect((await attempt(port, {}, impatient)).told).toEqual(retried('timed_out'));
  });

  it('that falls silent is waited for a bounded time', async () => {
    const port = await peculiarServer((socket) => socket.write('220 here\r\n'));
    expect((await attempt(port, {}, impatient)).told).toEqual(retried('timed_out'));
  });

  it('that answers in drips without end is waited for a bounded time', async () => {
    const port = await peculiarServer((socket) => {
      socket.write('220 here\r\n');
      const drip = setInterval(() => socket.write('250-more\r\n'), 20);
      socket.on('close', () => clearInterval(drip));
    });
    expect((await attempt(port, {}, impatient)).told).toEqual(retried('timed_out'));
  });

  it('that hangs up is tried again', async () => {
    const port = await peculiarServer((socket) => socket.end('220 here\r\n'));
    expect((await attempt(port)).told).toEqual(retried('connection_failed'));
  });

  it('that speaks something else is tried again', async () => {
    const port = await peculiarServer((socket) => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'));
    expect((await attempt(port)).told).toEqual(retried('smtp_error'));
  });

  it('with a certificate that cannot be verified gets no message', async () => {
    const server = await mailServer({ secure: true, disabledCommands: ['AUTH'] });
    const { told } = await attempt(server.port, { SMTP_URL: `smtps://127.0.0.1:${server.port}` });
    expect([server.taken.length, told]).toEqual([0, retried('tls_failed')]);
  });

  it('that knows the login gets the message', async () => {
    const logins: unknown[] = [];
    const server = await mailServer({
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _session, done) => {
        logins.push([username, password]);
        done(null, { user: 'joe' });
      },
    });
    await attempt(server.port, { SMTP_URL: `smtp://joe%40x:p%2Fw@127.0.0.1:${server.port}` });
    expect([server.taken.length, logins]).toEqual([1, [['joe@x', 'p/w']]]);
  });

  it('that refuses the login is tried again, and the password stays out of the log', async () => {
    const server = await mailServer({
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth: (_auth, _session, done) => done(Object.assign(new Error('no, hunter2'), { responseCode: 535 })),
    });
    const SMTP_URL = `smtp://joe:hunter2@127.0.0.1:${server.port}`;
    const { told, log } = await attempt(server.port, { SMTP_URL });
    expect([server.taken.length, told]).toEqual([0, retried('login_refused')]);
    expect(log).toContain('login_refused');
    expect(log).not.toMatch(/hunter2|joe/);
  });
});

describe('a password', () => {
  const login = { user: 'joe', password: 'hunter2' };

  it('crosses a network under TLS only', () => {
    const remote = { host: 'mail.example', port: 587, tlsFromStart: false, login };
    expect(transportOptions(remote, impatient)).toMatchObject({ secure: false, requireTLS: true });
    expect(transportOptions({ ...remote, tlsFromStart: true }, impatient)).toMatchObject({ secure: true });
  });

  it('may be shown in clear to this machine, and where there is none TLS is not asked for', () => {
    const server = { host: '127.0.0.1', port: 25, tlsFromStart: false };
    expect(transportOptions({ ...server, login }, impatient).requireTLS).toBe(false);
    expect(transportOptions({ ...server, host: 'relay' }, impatient).requireTLS).toBe(false);
  });
});
