import { createReadStream, createWriteStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';

// Signatures and offsets: APPNOTE.TXT 6.3 sections 4.3.7 (local header), 4.3.12 (central directory), 4.3.16 (its end).
const endSignature = 0x06054b50;
const centralSignature = 0x02014b50;
const localSignature = 0x04034b50;
const endSize = 22;
const deflated = 8;

interface Entry {
  method: number;
  compressedSize: number;
  localOffset: number;
}

/**
 * Unpacks the one entry whose name ends in `suffix` from a zip archive to a new file. Plain deflated or stored entries
 * of archives under 4 GB only; the caller checks the archive's checksum before and the file's afterwards.
 */
export async function extractZipEntry(archive: string, suffix: string, target: string): Promise<void> {
  const file = await open(archive, 'r');
  try {
    const entry = findEntry(await readCentralDirectory(file), suffix);
    const local = await readAt(file, entry.localOffset, 30);
    if (local.readUInt32LE(0) !== localSignature) throw new Error(`${archive} is not a valid zip archive`);
    const start = entry.localOffset + 30 + local.readUInt16LE(26) + local.readUInt16LE(28);
    const source = createReadStream(archive, {
      start,
      end: start + entry.compressedSize - 1,
      highWaterMark: 1 << 20,
    });
    const sink = createWriteStream(target, { flags: 'wx', mode: 0o755 });
    if (entry.method === deflated) await pipeline(source, createInflateRaw({ chunkSize: 1 << 20 }), sink);
    else await pipeline(source, sink);
  } finally {
    await file.close();
  }
}

async function readCentralDirectory(file: FileHandle): Promise<Buffer> {
  const { size } = await file.stat();
  const tailSize = Math.min(size, endSize + 0xffff);
  const tail = await readAt(file, size - tailSize, tailSize);
  for (let at = tail.length - endSize; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) === endSignature) {
      return readAt(file, tail.readUInt32LE(at + 16), tail.readUInt32LE(at + 12));
    }
  }
  throw new Error('the file is not a zip archive');
}

function findEntry(directory: Buffer, suffix: string): Entry {
  let at = 0;
  while (at + 46 <= directory.length && directory.readUInt32LE(at) === centralSignature) {
    const nameLength = directory.readUInt16LE(at + 28);
    const name = directory.toString('utf8', at + 46, at + 46 + nameLength);
    if (name.endsWith(suffix)) {
      return {
        method: directory.readUInt16LE(at + 10),
        compressedSize: directory.readUInt32LE(at + 20),
        localOffset: directory.readUInt32LE(at + 42),
      };
    }
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  throw new Error(`the archive has no entry ${suffix}`);
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  if (bytesRead !== length) throw new Error('the archive is cut short');
  return buffer;
}
