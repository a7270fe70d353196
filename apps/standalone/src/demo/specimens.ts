import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  loadSamplePortrait,
  loadSampleSelfie,
  photograph,
  renderPassport,
  renderUtilityBill,
} from '#libs/specimens';
import type { Applicant } from './applicants.js';

/** What an applicant uploads. */
export interface Specimens {
  passport: Buffer;
  bill: Buffer;
  selfie: Buffer;
}

/** Renders an applicant's documents and photographs the passport, each time a little differently. */
export async function makeSpecimens(applicant: Applicant, seed: number): Promise<Specimens> {
  const { passport: person, addressLines } = applicant;
  const page = await renderPassport(person, await loadSamplePortrait(applicant.portraitOf));
  const passport = await photograph(page, {
    seed,
    rotationDegrees: [4, -6, 2, -3][seed % 4],
    perspective: 0.06,
    unevenLight: 0.35,
    noise: 5,
    jpegQuality: 85,
  });
  const bill = await renderUtilityBill({
    issuer: 'Meridania Water & Power',
    customer: `${person.givenNames} ${person.surname}`,
    addressLines,
    accountNumber: `MWP-${40_017 + seed * 311}`,
    issueDate: '2026-10-05',
    amount: '84.20',
  });
  return { passport, bill, selfie: await loadSampleSelfie(applicant.selfieOf) };
}

/** Leaves the pictures where a person can look at them. */
export async function keepSpecimens(folder: string, name: string, specimens: Specimens): Promise<void> {
  await mkdir(folder, { recursive: true });
  await Promise.all([
    writeFile(join(folder, `${name}-passport.jpg`), specimens.passport),
    writeFile(join(folder, `${name}-bill.pdf`), specimens.bill),
    writeFile(join(folder, `${name}-selfie.jpg`), specimens.selfie),
  ]);
}
