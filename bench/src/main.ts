import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { callLatencies } from './latencies.js';
import { Client } from './client.js';
import { floorPerSecond } from './floor.js';
import { machineFacts } from './machine.js';
import { sessionsPerSecond } from './sessions.js';
import { startStack } from './stack.js';
import { round } from './statistics.js';

const sessions = 400;
const warmUp = 50;
const parallel = 8;
const rounds = 100;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const machine = machineFacts();
say('starting an embedded stack');
const stack = await startStack();
try {
  const client = new Client(stack);
  say(`sessions per second, ${sessions} sessions, ${parallel} at once`);
  await sessionsPerSecond(client, stack.eventsFile, warmUp, parallel);
  const measured = await sessionsPerSecond(client, stack.eventsFile, sessions, parallel);
  say('the same writes by the bare driver (the floor)');
  await floorPerSecond(stack.mongoUri, warmUp, parallel);
  const floor = await floorPerSecond(stack.mongoUri, sessions, parallel);
  say(`latency of each call, ${rounds} times one after the other`);
  const latency_ms = await callLatencies(client, rounds);
  const result = {
    at: new Date().toISOString(),
    machine,
    sessions_per_second: {
      measured,
      baseline: { name: 'same writes, bare driver', value: floor },
      ratio: round(measured / floor),
    },
    latency_ms,
  };
  const folder = 'bench/results';
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${result.at.replaceAll(':', '-')}.json`);
  await writeFile(file, `${JSON.stringify(result, null, 2)}\n`);
  say(JSON.stringify(result, null, 2));
  say(`written to ${file}`);
} finally {
  await stack.stop();
}
