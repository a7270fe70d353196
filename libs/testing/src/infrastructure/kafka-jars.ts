import { createHash } from 'node:crypto';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lastWords, runCommand, sha256OfFile, withCacheWorkFolder } from '#libs/persistence';
import { MissingTool } from './missing-tool.js';

const kafkaVersion = '4.1.1';
/** The version Kafka itself uses; without the binding a broker that fails to start says nothing. */
const log4jVersion = '2.24.3';
const resolveTimeoutMs = 300_000;

const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>local</groupId>
  <artifactId>kafka-for-tests</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.apache.kafka</groupId>
      <artifactId>kafka_2.13</artifactId>
      <version>${kafkaVersion}</version>
    </dependency>
    <dependency>
      <groupId>org.apache.logging.log4j</groupId>
      <artifactId>log4j-slf4j-impl</artifactId>
      <version>${log4jVersion}</version>
    </dependency>
  </dependencies>
</project>
`;

/**
 * The folder with the jars of Apache Kafka: cached, otherwise resolved by Maven, which checks the repository's
 * checksums strictly. The folder's name carries a checksum over all jars, so a damaged cache is noticed and renewed.
 *
 * @throws MissingTool when Maven is needed and not installed; Error with Maven's words when it fails.
 */
export async function kafkaJars(cacheDir: string): Promise<string> {
  const cached = await findIntact(cacheDir);
  if (cached !== undefined) return cached;
  return withCacheWorkFolder(cacheDir, async (folder) => {
    await writeFile(join(folder, 'pom.xml'), pom);
    const libs = join(folder, 'libs');
    await mkdir(libs);
    await resolveWithMaven(folder, libs);
    const target = join(cacheDir, `${prefix}${await checksumOfJars(libs)}`);
    await rename(libs, target).catch(async (error: NodeJS.ErrnoException) => {
      // Another process was quicker; the name says that its jars are the same.
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
    return target;
  });
}

const prefix = `kafka-${kafkaVersion}-`;

async function resolveWithMaven(folder: string, libs: string): Promise<void> {
  const args = [
    '-q',
    '-B',
    '--strict-checksums',
    '-f',
    join(folder, 'pom.xml'),
    'dependency:copy-dependencies',
  ];
  const outcome = await runCommand('mvn', [...args, '-DincludeScope=runtime', `-DoutputDirectory=${libs}`], {
    timeoutMs: resolveTimeoutMs,
    cwd: folder,
  });
  if (outcome.missing) {
    throw new MissingTool('mvn', 'Maven (mvn) is not installed: it is needed once, to fetch Apache Kafka');
  }
  if (!outcome.ok) throw new Error(`Maven could not fetch Apache Kafka: ${lastWords(outcome, 5)}`);
}

async function findIntact(cacheDir: string): Promise<string | undefined> {
  for (const name of await readdir(cacheDir).catch(() => [])) {
    if (!name.startsWith(prefix)) continue;
    const folder = join(cacheDir, name);
    if ((await checksumOfJars(folder).catch(() => '')) === name.slice(prefix.length)) return folder;
    await rm(folder, { recursive: true, force: true });
  }
  return undefined;
}

async function checksumOfJars(folder: string): Promise<string> {
  const hash = createHash('sha256');
  for (const name of (await readdir(folder)).sort()) {
    hash.update(`${await sha256OfFile(join(folder, name))}  ${name}\n`);
  }
  return hash.digest('hex');
}
