import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  loadSamplePortrait,
  loadSampleSelfie,
  photograph,
  renderPassport,
  renderUtilityBill,
} from '#libs/specimens';
import { applicant, applicantBill } from './people.js';

const specimens = {
  /** A photograph of the applicant's passport on a table. */
  passport: {
    file: 'passport.jpg',
    make: async () =>
      photograph(await renderPassport(applicant, await loadSamplePortrait('person-1')), { seed: 11 }),
  },
  /** The same face as the passport's, from another photograph. */
  selfie: { file: 'selfie.jpg', make: () => loadSampleSelfie('person-1') },
  /** Somebody else. */
  strangersSelfie: { file: 'stranger.jpg', make: () => loadSampleSelfie('person-3') },
  bill: { file: 'bill.pdf', make: () => renderUtilityBill(applicantBill) },
} as const;

export type SpecimenName = keyof typeof specimens;

/**
 * Makes every specimen once for a run and leaves the folder in `E2E_SPECIMENS`; a folder given there is used.
 *
 * @returns whether they were made, so that whoever had them made removes them
 */
export async function prepareSpecimens(): Promise<boolean> {
  if (process.env['E2E_SPECIMENS']) return false;
  const folder = await mkdtemp(join(tmpdir(), 'kyc-e2e-specimens-'));
  for (const { file, make } of Object.values(specimens)) await writeFile(join(folder, file), await make());
  process.env['E2E_SPECIMENS'] = folder;
  return true;
}

/** The bytes of a specimen of this run. */
export function specimen(name: SpecimenName): Promise<Buffer> {
  return readFile(join(folderOfRun(), specimens[name].file));
}

export async function removeSpecimens(): Promise<void> {
  await rm(folderOfRun(), { recursive: true, force: true });
}

function folderOfRun(): string {
  const folder = process.env['E2E_SPECIMENS'];
  if (!folder) throw new Error('E2E_SPECIMENS is not set: the specimens were not prepared');
  return folder;
}
