import { readdir, readFile, stat } from 'node:fs/promises';
import { join, basename } from 'node:path';
import { UnreadableWatchlist } from './watchlist.js';

/** The largest file that is read: the complete SDN list has 5 MB, the largest public list of this kind about 60 MB. */
const maxBytes = 200 * 1024 * 1024;
const fetchTimeoutMs = 60_000;

/** One file of a list as it was found. */
export interface SourceFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** ISO 8601, when the place says so. */
  readonly modifiedAt?: string;
}

/** Where the files of a list are: a folder or a file of this machine, or an http(s) address (`/` at its end: a folder). */
export interface ListSource {
  /** The location without credentials and query, fit for messages. */
  readonly location: string;
  readonly isFolder: boolean;
  /** The last part of the path, without its extension. */
  readonly baseName: string;
  /** The named file of a folder, or undefined when the folder lacks it; the file itself when the source is one file. */
  read(name?: string): Promise<SourceFile | undefined>;
}

/** Opens a location. @throws UnreadableWatchlist when a path does not exist or is neither file nor folder */
export async function openSource(location: string): Promise<ListSource> {
  return /^https?:\/\//i.test(location) ? webSource(location) : diskSource(location);
}

async function diskSource(location: string): Promise<ListSource> {
  const found = await stat(location).catch((cause: unknown) => {
    throw new UnreadableWatchlist(location, 'there is no such file or folder', false, { cause });
  });
  const isFolder = found.isDirectory();
  if (!isFolder && !found.isFile())
    throw new UnreadableWatchlist(location, 'it is neither a file nor a folder');
  const files = new Set(isFolder ? await readdir(location) : []);
  return {
    location,
    isFolder,
    baseName: nameWithoutExtension(basename(location)),
    read: async (name) => {
      if (isFolder && (name === undefined || !files.has(name))) return undefined;
      return readDiskFile(isFolder && name ? join(location, name) : location);
    },
  };
}

async function readDiskFile(path: string): Promise<SourceFile> {
  try {
    const { size, mtime } = await stat(path);
    if (size > maxBytes)
      throw new UnreadableWatchlist(path, `it is larger than ${maxBytes / 1024 / 1024} MiB`);
    return { name: basename(path), bytes: await readFile(path), modifiedAt: mtime.toISOString() };
  } catch (cause) {
    if (cause instanceof UnreadableWatchlist) throw cause;
    throw new UnreadableWatchlist(path, 'the file cannot be opened', false, { cause });
  }
}

function webSource(location: string): ListSource {
  const url = URL.canParse(location) ? new URL(location) : undefined;
  if (!url) throw new UnreadableWatchlist('(an address that is not valid)', 'expected http(s)://host/path');
  const shown = `${url.origin}${url.pathname}`;
  const isFolder = url.pathname.endsWith('/');
  return {
    location: shown,
    isFolder,
    baseName: nameWithoutExtension(basename(url.pathname)) || url.hostname,
    read: async (name) =>
      isFolder && name === undefined ? undefined : download(name ? new URL(name, url) : url, shown),
  };
}

async function download(url: URL, location: string): Promise<SourceFile | undefined> {
  const { response, bytes } = await fetchBytes(url, location);
  if (response.status === 404 || response.status === 410) return undefined;
  if (!response.ok) {
    const temporary = response.status >= 500 || response.status === 429;
    throw new UnreadableWatchlist(location, `the server answered ${response.status}`, temporary);
  }
  const modified = Date.parse(response.headers.get('last-modified') ?? '');
  return {
    name: basename(url.pathname),
    bytes,
    ...(Number.isNaN(modified) ? {} : { modifiedAt: new Date(modified).toISOString() }),
  };
}

async function fetchBytes(url: URL, location: string): Promise<{ response: Response; bytes: Uint8Array }> {
  const target = new URL(url);
  const login = `${decodeURIComponent(target.username)}:${decodeURIComponent(target.password)}`;
  target.username = target.password = '';
  const headers: Record<string, string> =
    login === ':' ? {} : { authorization: `Basic ${Buffer.from(login).toString('base64')}` };
  try {
    const response = await fetch(target, { headers, signal: AbortSignal.timeout(fetchTimeoutMs) });
    return { response, bytes: await readBody(response, location) };
  } catch (cause) {
    if (cause instanceof UnreadableWatchlist) throw cause;
    throw new UnreadableWatchlist(location, 'the server cannot be reached or is too slow', true, { cause });
  }
}

async function readBody(response: Response, location: string): Promise<Uint8Array> {
  const reader = response.body?.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    size += part.value.byteLength;
    if (size > maxBytes)
      throw new UnreadableWatchlist(location, `it is larger than ${maxBytes / 1024 / 1024} MiB`);
    chunks.push(part.value);
  }
  return Buffer.concat(chunks);
}

function nameWithoutExtension(name: string): string {
  return name.replace(/\.[^.]+$/, '');
}
