import type { MongoClient } from 'mongodb';

/** How often each command was run on a server since it started. */
export type CommandCounts = Map<string, number>;

interface CommandMetric {
  total?: number;
}

/** What drivers and this benchmark ask of a server for their own sake. */
const housekeeping = ['hello', 'isMaster', 'ping', 'serverStatus', 'buildInfo', 'endSessions'];

/** Counted by the server itself (`serverStatus`, `metrics.commands.<name>.total`). */
export async function commandCounts(client: MongoClient): Promise<CommandCounts> {
  const status = await client.db('admin').command({ serverStatus: 1 });
  const { commands } = status['metrics'] as { commands: Record<string, CommandMetric> };
  return new Map(
    Object.entries(commands).flatMap(([name, { total = 0 }]) =>
      total === 0 || housekeeping.includes(name) ? [] : [[name, total] as const],
    ),
  );
}

export function difference(before: CommandCounts, after: CommandCounts): CommandCounts {
  return new Map([...after].map(([name, total]) => [name, total - (before.get(name) ?? 0)]));
}
