import { open, rename, stat } from 'node:fs/promises';

const tailBytes = 64 * 1024;
const rotateAtBytes = 16 * 1024 * 1024;
const telling = new Set(['F', 'E']);

/** Sets a log aside as `<log>.1` when it has grown large, so that one year of starts does not fill a disk. */
export async function rotateLog(path: string): Promise<void> {
  if ((await sizeOf(path)) > rotateAtBytes) await rename(path, `${path}.1`);
}

export async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.size ?? 0;
}

/**
 * What `mongod` said last, on one line: its fatal and error entries since `offset`, otherwise its last lines. The log
 * is structured JSON, one object a line (MongoDB manual, "Log Messages", since 4.4).
 */
export function summariseLog(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const entries = lines.map(parseEntry);
  const worst = entries.filter((entry) => entry !== undefined && telling.has(entry.severity));
  const chosen = worst.length > 0 ? worst : entries.slice(-3);
  const words = chosen.slice(-4).map((entry, index) => entry?.text ?? lines.at(index - chosen.length) ?? '');
  return [...new Set(words)].join(' | ').slice(0, 900) || 'it wrote nothing to its log';
}

/** The text that was written to a file since `offset` bytes, at most its last 64 KB; empty when there is none. */
export async function readSince(path: string, offset: number): Promise<string> {
  const file = await open(path, 'r').catch(() => undefined);
  if (!file) return '';
  try {
    const { size } = await file.stat();
    const start = Math.max(offset > size ? 0 : offset, size - tailBytes);
    const buffer = Buffer.alloc(size - start);
    await file.read(buffer, 0, buffer.length, start);
    return buffer.toString('utf8');
  } finally {
    await file.close();
  }
}

function parseEntry(line: string): { severity: string; text: string } | undefined {
  try {
    const entry = JSON.parse(line) as { s?: string; msg?: string; attr?: unknown };
    const detail = entry.attr === undefined ? '' : ` ${JSON.stringify(entry.attr).slice(0, 300)}`;
    return { severity: entry.s ?? '', text: `${entry.msg ?? ''}${detail}` };
  } catch {
    return undefined;
  }
}
