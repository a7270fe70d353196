import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const sampleFolder = join('apps', 'screening', 'lists', 'sample');

/**
 * Where the lists to be loaded are: what the settings name, otherwise the sample list that comes with the project. It is
 * looked for from the project's root, because the code runs from its sources as well as from the build folder.
 */
export function listLocations(configured: readonly string[]): readonly string[] {
  if (configured.length > 0) return configured;
  return [join(projectRoot(dirname(fileURLToPath(import.meta.url))), sampleFolder)];
}

/** The nearest folder at or above `from` that has a `package.json`; `from` itself when there is none. */
export function projectRoot(from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) return folder;
    if (dirname(folder) === folder) return from;
  }
}
