import type { AddressInfo } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

/** A message as the server took it. */
export interface TakenMail {
  /** As in `MAIL FROM` and `RCPT TO`. */
  from: string;
  to: string[];
  raw: string;
  parsed: ParsedMail;
}

export type RefusableCommand = 'MAIL' | 'RCPT' | 'DATA';

type Done = (error?: Error | null) => void;

/** A real SMTP server on loopback that keeps what it takes and refuses what a test says. */
export class MailServer {
  readonly taken: TakenMail[] = [];
  /** Reply codes for the next refusals of each command, in their order; a command without one is accepted. */
  readonly refusals: Record<RefusableCommand, number[]> = { MAIL: [], RCPT: [], DATA: [] };
  /** Runs before a recipient is accepted. */
  onRecipient: () => Promise<void> = async () => undefined;
  private readonly server: SMTPServer;

  private constructor(options: SMTPServerOptions) {
    this.server = new SMTPServer({
      disabledCommands: ['STARTTLS', 'AUTH'],
      logger: false,
      onMailFrom: (_address, _session, done: Done) => this.answer('MAIL', done),
      onRcptTo: (_address, _session, done: Done) =>
        void this.onRecipient().then(() => this.answer('RCPT', done)),
      onData: (stream, { envelope }, done: Done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const from = envelope.mailFrom ? envelope.mailFrom.address : '';
          const to = envelope.rcptTo.map(({ address }) => address);
          void this.take(from, to, Buffer.concat(chunks)).then(() => this.answer('DATA', done));
        });
      },
      ...options,
    });
  }

  static async start(options: SMTPServerOptions = {}): Promise<MailServer> {
    const server = new MailServer(options);
    // Clients that hang up are what some tests are about.
    server.server.on('error', () => undefined);
    await new Promise<void>((resolve) => server.server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get port(): number {
    return (this.server.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => this.server.close(resolve));
  }

  private answer(command: RefusableCommand, done: Done): void {
    const responseCode = this.refusals[command].shift();
    if (responseCode === undefined) return done();
    done(Object.assign(new Error('not for secret-person@example.com'), { responseCode }));
  }

  private async take(from: string, to: string[], bytes: Buffer): Promise<void> {
    if (this.refusals.DATA.length > 0) return;
    this.taken.push({ from, to, raw: bytes.toString('latin1'), parsed: await simpleParser(bytes) });
  }
}
