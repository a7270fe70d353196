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
  /** The stack's own `mongod`, for what is measured and filled in beside the API. */
  mongoUri: string;
  /** The process of all six services. */
  pid: number;
  /** The process of its `mongod`. */
  mongodPid: number;
  stop: () => Promise<void>;
}

const apiKey = 'bench-key-0123456789';
const startLimitMs = 120_000;
const entry = resolve(import.meta.dirname, '../../apps/standalone/src/main.js');

/**
 * @param profileDir where to leave a CPU profile of the stack, which is written when it stops; none without. The flag
 *   is not allowed in NODE_OPTIONS.
 */
export async function startStack(profileDir?: string): Promise<Stack> {
  const dataDir = await mkdtemp(join(tmpdir(), 'kyc-bench-'));
  const profiling = profileDir ? ['--cpu-prof', `--cpu-prof-dir=${resolve(profileDir)}`] : [];
  const child = spawn(process.execPath, [...profiling, entry], {
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
  const stop = async (): Promise<void> => {
    const ended = new Promise((done) => child.once('exit', done));
    if (child.exitCode === null && child.kill('SIGTERM')) await ended;
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    return { url: await baseUrlOf(child), apiKey, stop, pid: child.pid ?? 0, ...(await partsOf(dataDir)) };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function partsOf(dataDir: string): Promise<Pick<Stack, 'eventsFile' | 'mongoUri' | 'mongodPid'>> {
  const mongo = join(dataDir, 'mongo');
  const { port } = JSON.parse(await readFile(join(mongo, 'embedded.json'), 'utf8')) as { port: number };
  return {
    eventsFile: join(dataDir, 'events', 'kyc.session.decided.v1.ndjson'),
    mongoUri: `mongodb://127.0.0.1:${port}/?directConnection=true`,
    mongodPid: Number(await readFile(join(mongo, 'db', 'mongod.lock'), 'utf8')),
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
