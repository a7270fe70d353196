import {
  type MissingTool,
  startKafka,
  startMongo,
  startS3,
  type TestKafka,
  type TestS3,
} from '#libs/testing';

export interface Infrastructure {
  mongoUri: string;
  kafka: TestKafka;
  s3: TestS3;
  stop: () => Promise<void>;
}

/**
 * Starts a real replica set, a real broker and a real S3 server. What was already started is stopped again when a later
 * one fails.
 *
 * @throws MissingTool when this machine lacks what one of them needs.
 */
export async function startInfrastructure(): Promise<Infrastructure> {
  const started: { stop: () => Promise<void> }[] = [];
  const stop = async (): Promise<void> => {
    for (const one of started.reverse()) await one.stop();
  };
  try {
    const kafka = await startKafka();
    started.push(kafka);
    const s3 = await startS3();
    started.push(s3);
    const mongo = await startMongo();
    started.push(mongo);
    return { mongoUri: mongo.uri, kafka, s3, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The one line that says why nothing was run. */
export function skippedBecause({ tool, message }: MissingTool): string {
  const needs =
    tool === 'java' || tool === 'mvn' ? 'Java and Maven' : tool === 'go' ? 'Go, for an S3 server' : tool;
  return `skipped: needs ${needs} (${message})`;
}
