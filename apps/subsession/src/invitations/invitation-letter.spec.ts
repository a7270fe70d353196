import { describe, expect, it } from '@jest/globals';
import { writeLetter, type LetterFacts } from './invitation-letter.js';

const facts: LetterFacts = {
  kind: 'invitation',
  tenantName: 'Acme & Söhne <GmbH>',
  partyName: 'Ada Lovelace',
  url: 'https://kyc.example/public/sessions/t0ken?a=1&b="2"',
  expiresAt: new Date('2026-11-30T23:30:00.000Z'),
};

describe('the letter to a related party', () => {
  it('says who asks, what for, where, until when, and not to forward it', () => {
    const { subject, text } = writeLetter(facts);
    expect(subject).toBe('Acme & Söhne <GmbH> asks you to verify your identity');
    expect(text).toContain('Hello Ada Lovelace,\n\nAcme & Söhne <GmbH> asks you to verify your identity.');
    expect(text).toContain(`\n${facts.url}\n`);
    expect(text).toContain('valid until 30 November 2026 at 23:30 UTC');
    expect(text).toContain('do not forward this message');
  });

  it('shows the link as a button and as text, and escapes all that is not its own', () => {
    const { html } = writeLetter(facts);
    const escaped = 'https://kyc.example/public/sessions/t0ken?a=1&amp;b=&quot;2&quot;';
    expect(html.match(/href="([^"]*)"/g)).toEqual([`href="${escaped}"`, `href="${escaped}"`]);
    expect(html).toContain(`>${escaped}</a>`);
    expect(html).toContain('Acme &amp; Söhne &lt;GmbH&gt; asks you');
    expect(html).toMatch(/^<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Acme &amp;/);
  });

  it('loads nothing from anywhere', () => {
    expect(writeLetter(facts).html).not.toMatch(/<(img|link|script|style|iframe|svg)|src=|url\(|@import/i);
  });

  it('says that it is a reminder', () => {
    const { subject, text, html } = writeLetter({ ...facts, kind: 'reminder' });
    expect(subject).toMatch(/^Reminder: /);
    expect(text).toContain('is still waiting for it');
    expect(html).toContain('is still waiting for it');
  });

  it('keeps a tenant’s name in one line', () => {
    const { subject } = writeLetter({ ...facts, tenantName: 'acme\r\nBcc: x\u202e' });
    expect(subject).toBe('acme Bcc: x asks you to verify your identity');
  });
});
