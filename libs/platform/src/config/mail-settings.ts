import { WrongSetting, type Setting } from './setting.js';

/** The SMTP server that messages are handed to. */
export interface MailServer {
  host: string;
  port: number;
  /** TLS from the first byte (`smtps://`); otherwise by STARTTLS where the server offers it. */
  tlsFromStart: boolean;
  login?: { user: string; password: string };
}

/** Whom messages come from. */
export interface MailSender {
  address: string;
  /** Empty when only an address was given. */
  name: string;
}

/** RFC 6409 (submission) and RFC 8314 (implicit TLS). */
const defaultPorts = { 'smtp:': 587, 'smtps:': 465 };

/** The address of an SMTP server with its login: a secret as a whole. */
export function mailServer(meaning: string, absent: string): Setting<MailServer | undefined> {
  return {
    meaning,
    defaultText: absent,
    secret: true,
    parse: (raw) => {
      if (raw === undefined) return undefined;
      const server = readMailUrl(raw);
      if (!server)
        throw new WrongSetting('must be smtp:// or smtps://, user:password@ if needed, host, :port');
      return server;
    },
  };
}

function readMailUrl(raw: string): MailServer | undefined {
  if (!URL.canParse(raw)) return undefined;
  const { protocol, hostname, port, username, password, pathname, search, hash } = new URL(raw);
  if (protocol !== 'smtp:' && protocol !== 'smtps:') return undefined;
  // Parameters would switch on parts of the mail client that write messages and passwords to the log.
  if (hostname === '' || port === '0' || /[^/]/.test(pathname + search + hash)) return undefined;
  if ((username === '') !== (password === '')) return undefined;
  try {
    const login = { user: decodeURIComponent(username), password: decodeURIComponent(password) };
    return {
      host: decodeURIComponent(hostname).replace(/^\[|\]$/g, ''),
      port: Number(port) || defaultPorts[protocol],
      tlsFromStart: protocol === 'smtps:',
      ...(username !== '' && { login }),
    };
  } catch {
    return undefined;
  }
}

const atom = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
const label = '[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?';
const senderAddress = new RegExp(`^${atom}(?:\\.${atom})*@${label}(?:\\.${label})*$`);

/** `address`, `Name <address>` or `"Name" <address>`; the address in ASCII. */
export function mailSender(meaning: string, absent: string): Setting<MailSender | undefined> {
  return {
    meaning,
    defaultText: absent,
    parse: (raw) => {
      if (raw === undefined) return undefined;
      const [, quoted, plain, bracketed] = /^(?:"([^"\\]*)"|([^"<>]*))\s*<([^<>]*)>$/.exec(raw.trim()) ?? [];
      const address = bracketed ?? raw.trim();
      const name = (quoted ?? plain ?? '').trim();
      if (!senderAddress.test(address) || address.length > 254 || /\p{C}/u.test(name))
        throw new WrongSetting('must be an ASCII e-mail address, or a name with the address in < >');
      return { address, name };
    },
  };
}

/** What tenants are called in messages to people, by tenant: `tenant:Name` pairs. */
export function tenantNames(meaning: string, absent: string): Setting<ReadonlyMap<string, string>> {
  return {
    meaning,
    defaultText: absent,
    parse: (raw) => {
      const names = new Map<string, string>();
      for (const pair of (raw ?? '').split(',').filter((one) => one.trim() !== '')) {
        const [, tenant = '', name = ''] = /^\s*([^:\s]+)\s*:\s*(\S|\S.{0,98}\S)\s*$/u.exec(pair) ?? [];
        if (tenant === '' || names.has(tenant) || /\p{C}/u.test(name))
          throw new WrongSetting(
            'must be tenant:Name pairs, comma-separated, each tenant once, names of at most 100 characters',
          );
        names.set(tenant, name);
      }
      return names;
    },
  };
}
