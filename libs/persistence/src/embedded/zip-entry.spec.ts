import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { extractZipEntry } from './zip-entry.js';

/** A zip archive as APPNOTE.TXT describes it, without checksums, which the reader leaves to its caller. */
function zip(entries: { name: string; content: Buffer; method: 0 | 8 }[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, content, method } of entries) {
    const data = method === 8 ? deflateRawSync(content) : content;
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(name.length, 26);
    const record = Buffer.alloc(46);
    record.writeUInt32LE(0x02014b50, 0);
    record.writeUInt16LE(method, 10);
    record.writeUInt32LE(data.length, 20);
    record.writeUInt32LE(content.length, 24);
    record.writeUInt16LE(name.length, 28);
    record.writeUInt32LE(offset, 42);
    locals.push(local, Buffer.from(name), data);
    central.push(record, Buffer.from(name));
    offset += 30 + name.length + data.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

describe('unpacking one entry of a zip archive', () => {
  let folder: string;
  let archive: string;
  let target: string;
  const program = Buffer.from('a program '.repeat(10_000));
  const whole = zip([
    { name: 'pkg/readme', content: Buffer.from('read me'), method: 0 },
    { name: 'pkg/bin/program', content: program, method: 8 },
  ]);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'zip-entry-'));
    archive = join(folder, 'archive.zip');
    target = join(folder, 'unpacked');
  });
  afterEach(async () => rm(folder, { recursive: true }));

  it.each([
    ['is not a zip archive', Buffer.from('<html>not here</html>')],
    ['is empty', Buffer.alloc(0)],
    ['was cut off while it was fetched', whole.subarray(0, whole.length - 30)],
    ['lost its beginning', whole.subarray(200)],
  ])('refuses a file that %s', async (_what, content) => {
    await writeFile(archive, content);
    await expect(extractZipEntry(archive, '/bin/program', target)).rejects.toThrow();
  });

  it('refuses an archive without the entry', async () => {
    await writeFile(archive, whole);
    await expect(extractZipEntry(archive, '/bin/other', target)).rejects.toThrow('no entry /bin/other');
  });

  it('unpacks a deflated and a stored entry', async () => {
    await writeFile(archive, whole);
    await extractZipEntry(archive, '/bin/program', target);
    expect((await readFile(target)).equals(program)).toBe(true);
    await extractZipEntry(archive, '/readme', `${target}-2`);
    expect(await readFile(`${target}-2`, 'utf8')).toBe('read me');
  });
});
