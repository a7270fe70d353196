import './typescript.js';

/**
 * One `mongod` for the whole run. A run without any still does everything that needs none: suites that do need it fail
 * with the reason kept in `TEST_MONGODB_MISSING`.
 */
export default async function startSharedMongo() {
  if (process.env.TEST_MONGODB_URI) return;
  const { startMongo } = await import('../../libs/testing/src/infrastructure/start-mongo.ts');
  try {
    globalThis.sharedMongo = await startMongo((line) => process.stderr.write(`${line}\n`));
    process.env.TEST_MONGODB_URI = globalThis.sharedMongo.uri;
  } catch (error) {
    process.env.TEST_MONGODB_MISSING = error.message;
    process.stderr.write(`${error.message}\nSuites that need MongoDB will fail.\n`);
  }
}
