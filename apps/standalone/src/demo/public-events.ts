import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { topics } from '#libs/contracts';

const limitMs = 5_000;
const betweenLooksMs = 50;

/** The decision event of a session, from the file that an embedded stack appends its public topic to. */
export async function publicEventOf(eventsDir: string, sessionId: string): Promise<object | undefined> {
  const giveUpAt = Date.now() + limitMs;
  while (Date.now() < giveUpAt) {
    const lines = await readFile(join(eventsDir, `${topics.sessionDecided}.ndjson`), 'utf8').catch(() => '');
    const found = lines.split('\n').find((line) => line.includes(`"subject":"${sessionId}"`));
    if (found) return JSON.parse(found) as object;
    await pause(betweenLooksMs);
  }
  return undefined;
}
