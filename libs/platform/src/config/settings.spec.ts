import { describe, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { ConfigurationError, parseSettings, settingsAsMarkdown } from './settings.js';

describe('the settings', () => {
  it('refuse to start with a list of everything that is wrong', () => {
    const env = { PORT: '99999', LOG_LEVEL: 'loud', MONGODB_URI: 'localhost', MODEL_THREADS: 'two' };
    expect(() => parseSettings(env)).toThrow(ConfigurationError);
    try {
      parseSettings(env);
    } catch (error) {
      const { problems } = error as ConfigurationError;
      expect(problems.map((p) => p.split(' ')[0])).toEqual([
        'PORT',
        'LOG_LEVEL',
        'MONGODB_URI',
        'MODEL_THREADS',
      ]);
    }
  });

  it('never show the value of a secret that is wrong', () => {
    expect(() => parseSettings({ TOKEN_PEPPER: 'hunter2' })).toThrow(/^(?!.*hunter2)/s);
  });

  it('need nothing at all', () => {
    expect(parseSettings({})).toMatchObject({
      PORT: 3000,
      DATA_DIR: '.data',
      KAFKA_BROKERS: [],
      SCREENING_LISTS: [],
    });
  });

  it('take an empty variable for one that is not set', () => {
    expect(parseSettings({ PORT: '', MONGODB_URI: '' })).toMatchObject({
      PORT: 3000,
      MONGODB_URI: undefined,
    });
  });

  it.each([
    'mail.example.com:25',
    'http://mail.example.com',
    'smtp://',
    'smtp:mail.example.com',
    'smtp://hunter2@mail.example.com',
    'smtp://:hunter2@mail.example.com',
    'smtp://joe:hunter2%@mail.example.com',
    'smtp://joe:hunter2@mail.example.com:0',
    'smtp://joe:hunter2@mail.example.com/?logger=true&debug=true',
    'smtp://joe:hunter2@mail.example.com/path',
  ])('refuse %s as a mail server without showing it', (SMTP_URL) => {
    expect(() => parseSettings({ SMTP_URL, MAIL_FROM: 'a@b.example' })).toThrow(
      /^(?!.*hunter2)[^]*SMTP_URL must be smtp/s,
    );
  });

  it('read a mail server with its login', () => {
    const read = (SMTP_URL: string) => parseSettings({ SMTP_URL, MAIL_FROM: 'a@b.example' }).SMTP_URL;
    expect(read('smtp://relay')).toEqual({ host: 'relay', port: 587, tlsFromStart: false });
    expect(read('smtps://joe%40x:p%3Aw%2F@[::1]')).toEqual({
      host: '::1',
      port: 465,
      tlsFromStart: true,
      login: { user: 'joe@x', password: 'p:w/' },
    });
    expect(read('smtp://127.0.0.1:2525/')).toMatchObject({ host: '127.0.0.1', port: 2525 });
  });

  it('need a sender with a mail server', () => {
    expect(() => parseSettings({ SMTP_URL: 'smtp://relay' })).toThrow(
      'MAIL_FROM must be set when SMTP_URL is',
    );
  });

  it.each([
    'nobody',
    'Acme <nobody>',
    'a@b.example\r\nBcc: c@d.example',
    'Acme\nBcc: c@d.example <a@b.example>',
    'Acme <a@b.example> <c@d.example>',
    'a@b.example, c@d.example',
    'jörg@b.example',
  ])('refuse the sender %j', (MAIL_FROM) => {
    expect(() => parseSettings({ MAIL_FROM })).toThrow(/MAIL_FROM must be an ASCII e-mail address/);
  });

  it.each([
    ['a.b+c@mail.example', { address: 'a.b+c@mail.example', name: '' }],
    ['<a@b.example>', { address: 'a@b.example', name: '' }],
    ['Bänk & Söhne <a@b.example>', { address: 'a@b.example', name: 'Bänk & Söhne' }],
    ['"Acme, Inc." <a@b.example>', { address: 'a@b.example', name: 'Acme, Inc.' }],
  ])('read the sender %s', (MAIL_FROM, sender) => {
    expect(parseSettings({ MAIL_FROM }).MAIL_FROM).toEqual(sender);
  });

  it.each([
    'Acme',
    'acme:',
    ':Acme',
    'acme:One,acme:Two',
    'acme:Acme, Inc.',
    'acme:A\u0007',
    `acme:${'x'.repeat(101)}`,
  ])('refuse the tenant names %j', (TENANT_NAMES) => {
    expect(() => parseSettings({ TENANT_NAMES })).toThrow(/TENANT_NAMES must be tenant:Name pairs/);
  });

  it('read what tenants are called', () => {
    const { TENANT_NAMES } = parseSettings({ TENANT_NAMES: 'acme:Acme Bank: Zürich, beta : B ,' });
    expect([...TENANT_NAMES]).toEqual([
      ['acme', 'Acme Bank: Zürich'],
      ['beta', 'B'],
    ]);
  });

  it('are documented as they are', async () => {
    const path = new URL('../../../../docs/configuration.md', import.meta.url);
    expect(await readFile(path, 'utf8')).toContain(settingsAsMarkdown());
  });
});
