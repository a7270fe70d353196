// Starts an embedded MongoDB, says so and waits to be killed: `node hold-mongo.js DATA_DIR CACHE_DIR`.
import './typescript.js';

const { startEmbeddedMongo } = await import('../../libs/persistence/src/embedded/start-embedded-mongo.ts');
const [dataDir, cacheDir] = process.argv.slice(2);
const mongodBinary = process.env.MONGOD_BINARY || undefined;
const { uri } = await startEmbeddedMongo({ dataDir, cacheDir, mongodBinary, log: () => undefined });
process.stdout.write(`${uri}\n`);
setInterval(() => undefined, 60_000);
