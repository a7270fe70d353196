import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  addToCache,
  answers,
  findCached,
  freePort,
  lastWords,
  runCommand,
  withCacheWorkFolder,
} from '#libs/persistence';
import { startGuarded, waitUntilReady, type GuardedProcess } from './guarded-process.js';
import { MissingTool } from './missing-tool.js';
import { testCacheDir } from './start-mongo.js';

/** A real S3 server on the loopback interface that checks signatures, with one empty bucket. */
export interface TestS3 {
  /** What `S3_ENDPOINT` takes; buckets are addressed by path. */
  endpoint: string;
  region: string;
  bucket: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
  stop(): Promise<void>;
}

// versitygw: Apache-2.0, maintained by Versity Software.
const module = 'github.com/versity/versitygw/cmd/versitygw@v1.8.0';
const buildTimeoutMs = 540_000;
const readyTimeoutMs = 30_000;
const region = 'us-east-1';
const bucket = 'kyc-test';
const credentials = { accessKeyId: 'test-access-key', secretAccessKey: 'test-secret-key' };

/**
 * Starts an S3 server for one test run. The first time on a machine it is built by Go, which takes minutes.
 *
 * @throws MissingTool when it has to be built and Go is not installed.
 */
export async function startS3(): Promise<TestS3> {
  const program = await versitygw(testCacheDir());
  const folder = await mkdtemp(join(tmpdir(), 'kyc-test-s3-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true, maxRetries: 3 });
  try {
    const port = await freePort();
    const server = await launch(program, folder, port);
    const endpoint = `http://127.0.0.1:${port}`;
    const stop = async (): Promise<void> => {
      await server.stop();
      await remove();
    };
    await createBucket(endpoint).catch(async (error: unknown) => {
      await server.stop();
      throw error;
    });
    return { endpoint, region, bucket, credentials, stop };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function versitygw(cacheDir: string): Promise<string> {
  const cached = await findCached(cacheDir, 'versitygw', () => undefined);
  if (cached !== undefined) return cached;
  return withCacheWorkFolder(cacheDir, async (folder) => {
    const outcome = await runCommand('go', ['install', module], {
      timeoutMs: buildTimeoutMs,
      cwd: folder,
      env: { ...process.env, GOBIN: folder, CGO_ENABLED: '0' },
    });
    if (outcome.missing)
      throw new MissingTool('go', 'Go is not installed: it is needed once, to build an S3 server');
    if (!outcome.ok) throw new Error(`Go could not build ${module}: ${lastWords(outcome, 4)}`);
    return addToCache(cacheDir, 'versitygw', join(folder, 'versitygw'));
  });
}

async function launch(program: string, folder: string, port: number): Promise<GuardedProcess> {
  const data = join(folder, 'data');
  const metadata = join(folder, 'metadata');
  await mkdir(data);
  await mkdir(metadata);
  const { accessKeyId, secretAccessKey } = credentials;
  const serve = ['--port', `127.0.0.1:${port}`, '--access', accessKeyId, '--secret', secretAccessKey];
  // Metadata in files of their own: not every disk keeps extended attributes.
  const store = ['--region', region, 'posix', '--sidecar', metadata, data];
  const server = await startGuarded(program, [...serve, ...store], {
    logPath: join(folder, 's3.log'),
    folder,
  });
  await waitUntilReady('The S3 server', server, () => answers(port), readyTimeoutMs);
  return server;
}

async function createBucket(endpoint: string): Promise<void> {
  // Loaded here only: every suite imports this library, few need S3.
  const { CreateBucketCommand, HeadBucketCommand, S3Client } = await import('@aws-sdk/client-s3');
  const client = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
  try {
    await client.send(new CreateBucketCommand({ Bucket: bucket }));
    await client.send(new HeadBucketCommand({ Bucket: bucket }));
  } finally {
    client.destroy();
  }
}
