import type { InvitationKind } from './invitation.js';
import { escapeHtml, greetingName, shownText } from './shown-text.js';

export interface LetterFacts {
  kind: InvitationKind;
  tenantName: string;
  partyName: string;
  url: string;
  expiresAt: Date;
}

export interface Letter {
  subject: string;
  text: string;
  html: string;
}

const utcTime = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'long',
  timeStyle: 'short',
  timeZone: 'UTC',
});

/** What a party is told: who asks, what for, until when, and nothing of the session it was invited from. */
export function writeLetter(facts: LetterFacts): Letter {
  const { kind, url, expiresAt } = facts;
  const tenant = shownText(facts.tenantName);
  const name = greetingName(facts.partyName);
  const subject = `${kind === 'reminder' ? 'Reminder: ' : ''}${tenant} asks you to verify your identity`;
  const request =
    kind === 'reminder'
      ? `${tenant} has asked you to verify your identity and is still waiting for it.`
      : `${tenant} asks you to verify your identity.`;
  const validity = `The link is valid until ${utcTime.format(expiresAt)} UTC.`;
  const caution = 'It is meant for you alone: please do not forward this message to anybody.';
  const ignore = 'If you do not know what this is about, you can ignore this message.';
  return {
    subject,
    text: [
      name ? `Hello ${name},` : 'Hello,',
      request,
      `Verify your identity:\n${url}`,
      `${validity} ${caution}`,
      `${ignore}\n`,
    ].join('\n\n'),
    html: page(subject, [
      name ? `Hello <bdi>${escapeHtml(name)}</bdi>,` : 'Hello,',
      escapeHtml(request),
      `<a href="${escapeHtml(url)}" style="${buttonStyle}">Verify your identity</a>`,
      `If the button does not work, open this link:<br><a href="${escapeHtml(url)}">${escapeHtml(url)}</a>`,
      `${validity} ${caution}`,
      ignore,
    ]),
  };
}

/** White on this blue has a contrast of 6.6:1 (WCAG 2.2 AA asks for 4.5:1). */
const buttonStyle =
  'display:inline-block;padding:12px 24px;border-radius:4px;background:#0b5cad;color:#ffffff;text-decoration:none';
const bodyStyle =
  'margin:0;padding:24px;font:16px/1.5 Arial,Helvetica,sans-serif;color:#1a1a1a;background:#ffffff;overflow-wrap:anywhere';

function page(title: string, paragraphs: readonly string[]): string {
  return [
    '<!doctype html>',
    `<html lang="en"><head><meta charset="utf-8"><title>${escapeHtml(title)}</title></head>`,
    `<body style="${bodyStyle}">`,
    ...paragraphs.map((paragraph) => `<p>${paragraph}</p>`),
    '</body></html>',
    '',
  ].join('\n');
}
