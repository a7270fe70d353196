import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** An embedded stack in a process of its own, as `npm start` runs it. */
export interface Stack {
  url: string;
  apiKey: string;
  /** The public events of the stack, one CloudEvent a line. */
  eventsFile: string;
  /** The stack's own `mongod`, for the floor that is measured beside it. */
  mongoUri: string;
  stop: () => Promise<void>;
}

const apiKey = 'bench-key-0123456789';
const startLimitMs = 120_000;
const entry = resolve(import.meta.dirname, '../../apps/standalone/src/main.js');

export async function startStack(): Promise<Stack> {
  const dataDir = await mkdtemp(join(tmpdir(), 'kyc-bench-'));
  const child = spawn(process.execPath, [entry], {
    env: {
      ...process.env,
      PORT: '0',
      DATA_DIR: dataDir,
      BOOTSTRAP_API_KEY: apiKey,
      LOG_LEVEL: 'error',
      NODE_OPTIONS: '',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await baseUrlOf(child);
  const { port } = JSON.parse(await readFile(join(dataDir, 'mongo', 'embedded.json'), 'utf8')) as {
    port: number;
  };
  return {
    url,
    apiKey,
    eventsFile: join(dataDir, 'events', 'kyc.session.decided.v1.ndjson'),
    mongoUri: `mongodb://127.0.0.1:${port}/?directConnection=true`,
    stop: async () => {
      const ended = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      await ended;
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function baseUrlOf(child: ChildProcess): Promise<string> {
  return new Promise((done, failed) => {
    let output = '';
    const timer = setTimeout(() => failed(new Error('the stack did not start in time')), startLimitMs);
    child.once('exit', (code) => failed(new Error(`the stack ended with code ${code}`)));
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const found = /Base URL\s+(\S+)/.exec(output)?.[1];
      if (!found) return;
      clearTimeout(timer);
      done(found);
    });
  });
}
