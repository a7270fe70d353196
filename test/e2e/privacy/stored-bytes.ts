import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';

/** Something stored or printed, as it lies there. */
export interface Stored {
  where: string;
  bytes: Buffer;
}

/** Every document of every collection, as BSON. */
export async function storedDocuments(mongoUri: string): Promise<Stored[]> {
  const client = await MongoClient.connect(mongoUri);
  try {
    const { databases } = await client.db().admin().listDatabases({ nameOnly: true });
    const ours = databases
      .map(({ name }) => name)
      .filter((name) => !['admin', 'config', 'local'].includes(name));
    const stored: Stored[] = [];
    for (const name of ours) {
      const database = client.db(name);
      for (const { name: collection } of await database.listCollections({}, { nameOnly: true }).toArray()) {
        const documents = database.collection(collection).find({}, { raw: true });
        for await (const document of documents)
          stored.push({ where: `${name}.${collection}`, bytes: document as unknown as Buffer });
      }
    }
    return stored;
  } finally {
    await client.close();
  }
}

/** Every file below a folder, but neither the keys nor the database's own files, which are compressed. */
export async function storedFiles(folder: string): Promise<Stored[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter(
      (path) => !path.startsWith(join(folder, 'keys')) && !path.startsWith(join(folder, 'mongo', 'db')),
    );
  const files = paths.map(async (path) => ({ where: path, bytes: await readFile(path) }));
  return Promise.all(files);
}

/** The lines a process logged; the greeting of the standalone is for the operator's eyes and shows the key. */
export async function loggedLines(files: readonly string[]): Promise<Stored[]> {
  const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  return texts.map((text, i) => ({
    where: files[i] ?? '',
    bytes: Buffer.from(
      text
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .join('\n'),
    ),
  }));
}

export interface Secret {
  what: string;
  bytes: Buffer;
}

/** Where secrets lie in clear; text is looked for as written, in upper and lower case, and as base64. */
export function findInClear(stored: readonly Stored[], secrets: readonly Secret[]): string[] {
  const found = new Set<string>();
  for (const { where, bytes } of stored) {
    for (const secret of secrets)
      if (writings(secret.bytes).some((writing) => bytes.includes(writing)))
        found.add(`${secret.what} in ${where}`);
  }
  return [...found].sort();
}

function writings(bytes: Buffer): Buffer[] {
  const text = bytes.toString('utf8');
  const isText = Buffer.from(text).equals(bytes);
  // Base64 of a part in the middle of something else depends on where it begins; its inner letters do not.
  const encoded = [0, 1, 2].map((shift) =>
    Buffer.from(
      Buffer.concat([Buffer.alloc(shift), bytes])
        .toString('base64')
        .slice(4, -4),
    ),
  );
  const variants = isText
    ? [text.toUpperCase(), text.toLowerCase()].map((variant) => Buffer.from(variant))
    : [];
  return [bytes, ...variants, ...encoded.filter((part) => part.length >= 12)];
}
