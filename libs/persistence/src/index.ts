export { afterCommit, Database, type Transaction } from './database.js';
// The means by which programs are fetched and run, shared with the tests' own infrastructure.
export {
  addToCache,
  defaultCacheDir,
  findCached,
  sha256OfFile,
  withCacheWorkFolder,
} from './embedded/binary-cache.js';
export { EmbeddedMongoStartError, type EmbeddedMongoFault } from './embedded/embedded-mongo-start-error.js';
export {
  startEmbeddedMongo,
  type EmbeddedMongo,
  type EmbeddedMongoOptions,
} from './embedded/start-embedded-mongo.js';
export { answers, freePort } from './embedded/free-port.js';
export { lastWords, runCommand, type CommandOutcome } from './embedded/run-command.js';
