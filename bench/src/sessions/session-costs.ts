import { setTimeout as pause } from 'node:timers/promises';
import { MongoClient } from 'mongodb';
import type { Stack } from '../stack.js';
import { round, rounds, type Rounds } from '../statistics.js';
import { cpuSecondsOf } from './cpu-time.js';
import { commandCounts, difference, type CommandCounts } from './server-commands.js';

const idleMs = 3_000;

/** What was used while something ran; CPU in seconds. */
export interface Used {
  seconds: number;
  commands: CommandCounts;
  stack: number;
  mongod: number;
  client: number;
}

/** What sessions cost beside time. */
export interface SessionCosts {
  /** Without what the stack asks while nothing happens. */
  mongodb_commands_per_session: { total: Rounds; by_command: Record<string, number> };
  mongodb_commands_per_idle_second: number;
  /** From `/proc/<pid>/stat`, null where there is none. */
  cpu_seconds_per_session: Record<'stack' | 'its_mongod' | 'this_client' | 'mongod_of_the_floor', Rounds>;
}

/** Reads what `mongod` and the processes count. */
export class CostMeter {
  private constructor(
    private readonly stack: Stack,
    private readonly mongo: MongoClient,
  ) {}

  static async open(stack: Stack): Promise<CostMeter> {
    return new CostMeter(stack, await MongoClient.connect(stack.mongoUri));
  }

  close(): Promise<void> {
    return this.mongo.close();
  }

  /** What is used while nobody calls. */
  async idle(): Promise<Used> {
    return (await this.during(() => pause(idleMs))).used;
  }

  async during<T>(work: () => Promise<T>): Promise<{ result: T; used: Used }> {
    const before = await this.read();
    const result = await work();
    const after = await this.read();
    const used = {
      seconds: after.seconds - before.seconds,
      commands: difference(before.commands, after.commands),
      stack: after.stack - before.stack,
      mongod: after.mongod - before.mongod,
      client: after.client - before.client,
    };
    return { result, used };
  }

  private async read(): Promise<Used> {
    const { user, system } = process.cpuUsage();
    return {
      seconds: performance.now() / 1000,
      commands: await commandCounts(this.mongo),
      stack: await cpuSecondsOf(this.stack.pid),
      mongod: await cpuSecondsOf(this.stack.mongodPid),
      client: (user + system) / 1e6,
    };
  }
}

/** @param count sessions of each run */
export function costsPerSession(
  count: number,
  { floors, runs, idle }: { floors: readonly Used[]; runs: readonly Used[]; idle: Used },
): SessionCosts {
  const idlePerSecond = (name: string): number => (idle.commands.get(name) ?? 0) / idle.seconds;
  const names = [...new Set(runs.flatMap(({ commands }) => [...commands.keys()]))];
  const perSession = (used: Used, name: string): number =>
    ((used.commands.get(name) ?? 0) - idlePerSecond(name) * used.seconds) / count;
  const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
  const each = (used: readonly Used[], pick: (one: Used) => number): Rounds =>
    rounds(used.map((one) => pick(one) / count));
  const byCommand = names
    .map((name) => [name, round(rounds(runs.map((used) => perSession(used, name))).median)] as const)
    .filter(([, median]) => median >= 0.01)
    .sort(([, a], [, b]) => b - a);
  return {
    mongodb_commands_per_session: {
      total: rounds(runs.map((used) => sum(names.map((name) => perSession(used, name))))),
      by_command: Object.fromEntries(byCommand),
    },
    mongodb_commands_per_idle_second: round(sum([...idle.commands.values()]) / idle.seconds),
    cpu_seconds_per_session: {
      stack: each(runs, ({ stack }) => stack),
      its_mongod: each(runs, ({ mongod }) => mongod),
      this_client: each(runs, ({ client }) => client),
      mongod_of_the_floor: each(floors, ({ mongod }) => mongod),
    },
  };
}
