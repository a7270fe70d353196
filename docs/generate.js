// Writes the reference of all messages from the contracts: `npm run docs`. With `--check` it writes nothing and fails
// when a committed file is not what would be written, or the AsyncAPI document is not valid.
import '../test/setup/typescript.js';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Parser } from '@asyncapi/parser';
import prettier from 'prettier';
import { renderEventsPage } from './render-events-page.js';

const { asyncApiDocument } = await import('../libs/contracts/src/reference/asyncapi.ts');
const { eventsMarkdown } = await import('../libs/contracts/src/reference/events-markdown.ts');

/** Severities of the parser: 0 is an error, 1 a warning. */
const worstAllowed = 2;

const document = asyncApiDocument();
const { diagnostics } = await new Parser().parse(JSON.stringify(document));
const complaints = diagnostics.filter(({ severity }) => severity < worstAllowed);
for (const { code, message, path } of complaints)
  console.error(`docs/asyncapi.json: ${message} (${code}) at /${path.join('/')}`);
if (complaints.length > 0) process.exit(1);

const files = {
  'events.md': await formatted('events.md', eventsMarkdown()),
  'asyncapi.json': await formatted('asyncapi.json', JSON.stringify(document)),
  'events.html': await renderEventsPage(document),
};
const differing = [];
for (const [name, text] of Object.entries(files)) {
  const path = pathOf(name);
  if (text === (await readFile(path, 'utf8').catch(() => undefined))) continue;
  differing.push(`docs/${name}`);
  if (!process.argv.includes('--check')) await writeFile(path, text);
}
if (process.argv.includes('--check') && differing.length > 0) {
  console.error(
    `Not what the contracts say: ${differing.join(', ')}. Run \`npm run docs\` and commit the result.`,
  );
  process.exit(1);
}

function pathOf(name) {
  return fileURLToPath(new URL(name, import.meta.url));
}

async function formatted(name, text) {
  const options = await prettier.resolveConfig(pathOf(name));
  return prettier.format(text, { ...options, filepath: pathOf(name) });
}
