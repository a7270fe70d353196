import { homedir } from 'node:os';
import { join } from 'node:path';
import { StartError } from '#libs/problems';
import { mailSender, mailServer, tenantNames } from './mail-settings.js';
import {
  choice,
  list,
  optional,
  secret,
  text,
  url,
  wholeNumber,
  WrongSetting,
  type Setting,
} from './setting.js';

const http = ['http:', 'https:'] as const;

/**
 * Every setting of the platform, once. `docs/configuration.md` is generated from this table, and start-up refuses to
 * go on with a list of everything that is wrong in it.
 */
export const settingsTable = {
  PORT: wholeNumber('HTTP port of the gateway, or of the one service started; 0 picks a free one', 3000, {
    min: 0,
    max: 65_535,
  }),
  HOST: text('Address to listen on; containers set `0.0.0.0`', '127.0.0.1'),
  PUBLIC_URL: url(
    'Base URL that end users and integrators see, used in links',
    'the listening address',
    http,
  ),
  DATA_DIR: text('Embedded database, files, keys', '.data'),
  CACHE_DIR: text(
    'Downloaded parts such as the `mongod` binary, shared between projects',
    join('~', '.cache', 'kyc-platform'),
  ),
  LOG_LEVEL: choice('Least severe log line written', ['debug', 'info', 'warn', 'error', 'silent'], 'info'),
  BOOTSTRAP_API_KEY: secret(
    'This API key, with all scopes, exists for the tenant `default`',
    'one is made at first start and shown once',
    8,
  ),
  MONGODB_URI: url('MongoDB replica set', 'an embedded `mongod`', ['mongodb:', 'mongodb+srv:']),
  MONGOD_BINARY: optional('Path of a `mongod` for the embedded database', 'looked for, then downloaded'),
  DATABASE_PREFIX: text('Put before the name of each service’s database', 'kyc_'),
  KAFKA_BROKERS: list('Kafka bootstrap brokers, comma-separated', 'an in-process bus'),
  KAFKA_REPLICATION_FACTOR: wholeNumber('Replicas of each topic that is made', 1, { min: 1, max: 9 }),
  S3_BUCKET: optional('Bucket for uploaded files', 'sealed files under `DATA_DIR`'),
  S3_ENDPOINT: url('S3 endpoint other than AWS', 'AWS', http),
  S3_PUBLIC_ENDPOINT: url('S3 endpoint as browsers reach it, for presigned URLs', '`S3_ENDPOINT`', http),
  AWS_REGION: text('Region of S3 and the AWS providers', 'us-east-1'),
  WORKFLOW_URL: url('Where the workflow service answers', 'in the same process', http),
  DOCUMENT_URL: url('Where the document service answers', 'in the same process', http),
  BIOMETRICS_URL: url('Where the biometrics service answers', 'in the same process', http),
  SCREENING_URL: url('Where the screening service answers', 'in the same process', http),
  SUBSESSION_URL: url('Where the subsession service answers', 'in the same process', http),
  INTERNAL_SIGNING_KEY: secret(
    'Private ES256 JWK that signs calls between services; distributed mode needs it',
    'made at start, embedded only',
    20,
  ),
  MASTER_KEYS: secret(
    'Keys that wrap the tenants’ keys: `id:base64(32 bytes)`, comma-separated, the first one current',
    'a key file under `DATA_DIR`, embedded only',
    40,
  ),
  TOKEN_PEPPER: secret(
    'Keys the hashes of API keys and access tokens; distributed mode needs it',
    'a key file under `DATA_DIR`, embedded only',
    32,
  ),
  DOCUMENT_PROVIDER: choice('Reads documents', ['local'], 'local'),
  FACE_PROVIDER: choice('Finds and compares faces', ['local'], 'local'),
  LIVENESS_PROVIDER: choice(
    'Checks liveness; `local` is not built yet and falls back to `sandbox`, whose results are made up and marked',
    ['local', 'rekognition', 'sandbox'],
    'local',
  ),
  REKOGNITION_ENDPOINT: url('Rekognition endpoint other than that of `AWS_REGION`', 'AWS', http),
  SCREENING_LISTS: list(
    'Folders or files of watchlists, comma-separated (`format@location`, or detected)',
    'the sample list',
  ),
  MODEL_THREADS: wholeNumber('Threads that one OCR or face inference uses', 1, { min: 1, max: 64 }),
  CHECK_TIMEOUT_SECONDS: wholeNumber('A check without a result by then ends `not_available`', 120, {
    min: 1,
    max: 86_400,
  }),
  MAX_UPLOAD_MB: wholeNumber('Largest accepted file', 10, { min: 1, max: 100 }),
  SMTP_URL: mailServer(
    'SMTP server for the invitations of related parties: `smtp://` (port 587, STARTTLS where offered, and always before a password leaves the machine) or `smtps://` (port 465), `user:password@host:port`; `MAIL_FROM` is needed with it',
    'no messages: links are only returned',
  ),
  MAIL_FROM: mailSender('Sender of messages: an address, or `Name <address>`', 'none'),
  INVITATION_REMINDER_HOURS: wholeNumber(
    'Hours after an invitation was sent until the one reminder, sent no later than a day before the link ends; 0 for none',
    72,
    { min: 0, max: 8_760 },
  ),
  TENANT_NAMES: tenantNames(
    'What tenants are called in messages: `tenant:Name`, comma-separated',
    'a tenant is called by its id',
  ),
} satisfies Record<string, Setting<unknown>>;

export type SettingName = keyof typeof settingsTable;
export type Settings = { [K in SettingName]: ReturnType<(typeof settingsTable)[K]['parse']> };

/** Thrown at start: its message lists every wrong setting at once and never shows a secret's value. */
export class ConfigurationError extends StartError {
  constructor(readonly problems: readonly string[]) {
    super(`The configuration is wrong:\n${problems.map((p) => `  - ${p}`).join('\n')}`);
    this.name = 'ConfigurationError';
  }
}

/** Reads all settings from an environment; an empty variable counts as unset. */
export function parseSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const problems: string[] = [];
  const settings: Record<string, unknown> = {};
  for (const [name, setting] of Object.entries(settingsTable) as [SettingName, Setting<unknown>][]) {
    try {
      settings[name] = setting.parse(env[name] === '' ? undefined : env[name]);
    } catch (error) {
      if (!(error instanceof WrongSetting)) throw error;
      const shown = setting.secret ? '' : ` (it is '${env[name]}')`;
      problems.push(`${name} ${error.message}${shown}`);
    }
  }
  if (settings['SMTP_URL'] && !env['MAIL_FROM']) problems.push('MAIL_FROM must be set when SMTP_URL is');
  if (problems.length > 0) throw new ConfigurationError(problems);
  const parsed = settings as Settings;
  return { ...parsed, CACHE_DIR: parsed.CACHE_DIR.replace(/^~(?=\/|$)/, homedir()) };
}

/** The settings of this process: the only place where the environment is read. */
export function settingsFromEnvironment(): Settings {
  return parseSettings(process.env);
}

/** The documentation table of `docs/configuration.md`, as Markdown. */
export function settingsAsMarkdown(): string {
  const rows = Object.entries(settingsTable).map(
    ([name, s]: [string, Setting<unknown>]) => `| \`${name}\` | ${s.meaning} | ${s.defaultText} |`,
  );
  return ['| setting | meaning | default |', '|---|---|---|', ...rows, ''].join('\n');
}
