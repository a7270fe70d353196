// Prints docker/.env with fresh secrets: `node docker/make-secrets.js > docker/.env`. Needs nothing but Node.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';

const jwk = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
const secrets = {
  BOOTSTRAP_API_KEY: randomBytes(32).toString('base64url'),
  INTERNAL_SIGNING_KEY: `'${JSON.stringify(jwk)}'`,
  MASTER_KEYS: `k1:${randomBytes(32).toString('base64')}`,
  TOKEN_PEPPER: randomBytes(32).toString('base64url'),
  S3_ACCESS_KEY: randomBytes(10).toString('hex'),
  S3_SECRET_KEY: randomBytes(30).toString('base64url'),
};

const example = readFileSync(new URL('.env.example', import.meta.url), 'utf8');
process.stdout.write(example.replace(/^([A-Z0-9_]+)=$/gm, (line, name) => `${name}=${secrets[name] ?? ''}`));
