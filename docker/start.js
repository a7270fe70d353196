// Runs one service in this process, so that the signals of the container reach it: `node docker/start.js [SERVICE]`.
import { readdirSync } from 'node:fs';

const apps = new URL('../dist/apps/', import.meta.url);
const service = process.argv[2] ?? process.env.SERVICE ?? 'standalone';
const known = readdirSync(apps);

if (known.includes(service)) {
  await import(new URL(`${service}/src/main.js`, apps).href);
} else {
  process.stderr.write(`There is no service '${service}'. The services are: ${known.join(', ')}.\n`);
  process.exitCode = 2;
}
