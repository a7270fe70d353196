import { constants } from 'node:os';

/** Why a mail server did not take a message. */
export interface SmtpFault {
  code:
    | 'recipient_refused'
    | 'message_refused'
    | 'sender_refused'
    | 'login_refused'
    | 'temporarily_refused'
    | 'connection_failed'
    | 'tls_failed'
    | 'timed_out'
    | 'smtp_error';
  /** The same message would be refused again. */
  isPermanent: boolean;
  /** For operators: the reply code of RFC 5321 or the error code of the network. Replies themselves quote addresses. */
  cause: string;
}

interface NodemailerError {
  code?: string;
  originalCode?: string;
  /** The command that was refused: `RCPT TO`, `DATA`, `MAIL FROM`, `AUTH PLAIN`, … */
  command?: string;
  responseCode?: number;
  permanent?: boolean;
}

const networkCodes: Record<string, SmtpFault['code']> = {
  ETIMEDOUT: 'timed_out',
  EABORT: 'timed_out',
  ETLS: 'tls_failed',
  ECONNECTION: 'connection_failed',
  ESOCKET: 'connection_failed',
  EDNS: 'connection_failed',
  EAUTH: 'login_refused',
};

/**
 * Reads an error of nodemailer. Only the refusal of the recipient or of the message is final: a refused sender or login
 * is the operator's to mend, and everything else may pass.
 */
export function smtpFault(error: unknown): SmtpFault {
  const { code = '', originalCode, command = '', responseCode, permanent = false } = error as NodemailerError;
  const cause = String(responseCode ?? originalCode ?? code);
  if (permanent && command === 'RCPT TO') return { code: 'recipient_refused', isPermanent: true, cause };
  if (permanent && command === 'DATA') return { code: 'message_refused', isPermanent: true, cause };
  if (permanent && command === 'MAIL FROM') return { code: 'sender_refused', isPermanent: false, cause };
  if (permanent && command.startsWith('AUTH')) return { code: 'login_refused', isPermanent: false, cause };
  if (responseCode !== undefined && responseCode >= 400 && responseCode < 500)
    return { code: 'temporarily_refused', isPermanent: false, cause };
  // What the network did not say on a socket, its TLS did: certificates and protocols have no errno.
  if (code === 'ESOCKET' && originalCode && !(originalCode in constants.errno))
    return { code: 'tls_failed', isPermanent: false, cause };
  return { code: networkCodes[code] ?? 'smtp_error', isPermanent: false, cause };
}
