import { createReadStream, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { DomainRefusal } from '#libs/problems';

/**
 * The page of all messages, which is made beforehand (`npm run docs`) because its renderer is not part of a running
 * service.
 *
 * @throws DomainRefusal `not_found` when this installation came without the page
 */
export function openEventsPage(from = import.meta.dirname): Readable {
  const path = join(projectRoot(from), 'docs', 'events.html');
  if (existsSync(path)) return createReadStream(path);
  throw new DomainRefusal(
    'not_found',
    'This installation came without the page; /docs/asyncapi.json says the same.',
  );
}

/** The code runs from its sources as well as from the build folder, at different depths below the project's root. */
function projectRoot(from: string): string {
  let folder = from;
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return folder;
}
