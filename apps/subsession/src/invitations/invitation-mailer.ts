import { createTransport, type Transporter } from 'nodemailer';
import type { Settings } from '#libs/platform';
import type { InvitationJob } from './invitation.js';
import { writeLetter } from './invitation-letter.js';
import type { PartyContact } from './party-contacts.js';
import type { PartyLink } from './party-links.js';
import { recipientAddress, type AddressFault } from './recipient-address.js';
import { greetingName } from './shown-text.js';
import { smtpFault, type SmtpFault } from './smtp-fault.js';

/** How long an SMTP session may take, ms. Below the time that a stop of the process waits. */
export interface SmtpLimits {
  /** Looking up the server and connecting to it. */
  connectMs: number;
  /** Its greeting. */
  greetingMs: number;
  /** Silence. */
  silenceMs: number;
  /** The whole session: a server that answers in drips is never silent. */
  sessionMs: number;
}

const usualLimits: SmtpLimits = { connectMs: 5_000, greetingMs: 5_000, silenceMs: 15_000, sessionMs: 24_000 };

export type DeliveryFault = SmtpFault | { code: AddressFault; isPermanent: true; cause: string };

/** Writes the messages to related parties and hands them to the mail server of `SMTP_URL`. */
export class InvitationMailer {
  private readonly transport: Transporter | undefined;

  constructor(
    private readonly settings: Pick<Settings, 'SMTP_URL' | 'MAIL_FROM' | 'TENANT_NAMES'>,
    private readonly limits: SmtpLimits = usualLimits,
  ) {
    const { SMTP_URL } = settings;
    this.transport = SMTP_URL && createTransport(transportOptions(SMTP_URL, limits));
  }

  /** Without a mail server nothing is sent: inviters pass the links on themselves. */
  get isConfigured(): boolean {
    return this.transport !== undefined;
  }

  /**
   * Sends one message; undefined when the server took it.
   *
   * A process that dies after the server took a message and before that is recorded leaves it to be sent again. Both
   * carry the same `Message-ID`, one for each time a party is invited and each kind, by which mail systems know a copy and may drop it.
   */
  async send(
    job: InvitationJob,
    contact: PartyContact,
    link: PartyLink,
    now: Date,
  ): Promise<DeliveryFault | undefined> {
    const { SMTP_URL, MAIL_FROM, TENANT_NAMES } = this.settings;
    if (!this.transport || !SMTP_URL || !MAIL_FROM) throw new Error('no mail server is configured');
    const recipient = recipientAddress(contact.email);
    if ('fault' in recipient) return { code: recipient.fault, isPermanent: true, cause: 'address' };
    const tenantName = TENANT_NAMES.get(job.tenantId) ?? job.tenantId;
    const letter = writeLetter({ kind: job.kind, tenantName, partyName: contact.name, ...link });
    const domain = MAIL_FROM.address.slice(MAIL_FROM.address.lastIndexOf('@') + 1);
    try {
      await this.transport.sendMail({
        ...letter,
        from: MAIL_FROM,
        to: { address: recipient.address, name: greetingName(contact.name) ?? '' },
        envelope: { from: MAIL_FROM.address, to: recipient.address },
        messageId: `<${job.subsessionId}.${job.kind}.${job.invitedAt.getTime().toString(36)}@${domain}>`,
        date: now,
        // RFC 3834: no automatic answers to this.
        headers: { 'Auto-Submitted': 'auto-generated' },
        disableFileAccess: true,
        disableUrlAccess: true,
        signal: AbortSignal.timeout(this.limits.sessionMs),
      });
      return undefined;
    } catch (error) {
      return smtpFault(error);
    }
  }
}

const thisMachine = ['localhost', '127.0.0.1', '::1'];

/** Options of nodemailer. A password crosses a network under TLS only, whatever the server offers. */
export function transportOptions(server: NonNullable<Settings['SMTP_URL']>, limits: SmtpLimits) {
  const { host, port, tlsFromStart, login } = server;
  return {
    host,
    port,
    secure: tlsFromStart,
    requireTLS: !tlsFromStart && login !== undefined && !thisMachine.includes(host),
    ...(login && { auth: { user: login.user, pass: login.password } }),
    dnsTimeout: limits.connectMs,
    connectionTimeout: limits.connectMs,
    greetingTimeout: limits.greetingMs,
    socketTimeout: limits.silenceMs,
  };
}
