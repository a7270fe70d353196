import { mkdir, writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { machineFacts } from './machine.js';
import { parts, type PartName } from './parts.js';

const folder = 'bench/results';
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const known = Object.keys(parts) as PartName[];
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !known.some((one) => one === name));
if (unknown.length > 0)
  throw new Error(`there is no ${unknown.join(', ')}; the parts are ${known.join(', ')}`);

const at = new Date().toISOString();
const machine = machineFacts();
const results: Record<string, unknown> = {};
const wrong: string[] = [];
for (const name of known) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  say(`${name}: ${parts[name].meaning}`);
  const start = performance.now();
  try {
    const { figures, wrong: faults = [] } = await parts[name].measure(say);
    results[name] = figures;
    wrong.push(...faults.map((fault) => `${name}: ${fault}`));
  } catch (error) {
    wrong.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
  say(`  took ${Math.round((performance.now() - start) / 1000)} s`);
}
const result = { at, machine: { ...machine, load_after: loadavg()[0] }, ...results, wrong };
await mkdir(folder, { recursive: true });
const file = join(folder, `${at.replaceAll(':', '-')}.json`);
await writeFile(file, `${JSON.stringify(result, null, 2)}\n`);
say(JSON.stringify(result, null, 2));
say(`written to ${file}`);
if (wrong.length > 0) {
  for (const line of wrong) process.stderr.write(`${line}\n`);
  process.exitCode = 1;
}
