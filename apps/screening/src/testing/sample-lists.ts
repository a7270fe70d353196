import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Invented entries: a person with everything, one known by name alone, a company, a politician. */
const rows = [
  'id,type,name,aliases,weak_aliases,dob,countries,gender,identifiers,wallets,topics,programmes',
  'p1,individual,Gregor Vantolski,Grigori Wantolsky,,1961-04-17,RU,male,passport:X1234567:RU,1BoatSLRHtKNngkdXEeobR76b53LETtpyT,sanction,TEST-1',
  'p2,individual,Maribel Quintarosa,,,,,female,,,sanction,TEST-1',
  'c1,company,Brightwater Petrochem Trading LLC,,,,IR,,registration_number:778899:IR,,sanction,TEST-2',
  'p3,individual,Alhambra Kedrowicz,,,1970,PL,,,,pep,',
];

export interface SampleList {
  path: string;
  remove: () => Promise<void>;
}

/** Writes a small list of invented entries to a folder of its own; its id is `house`. */
export async function sampleList(text = rows.join('\n')): Promise<SampleList> {
  const folder = await mkdtemp(join(tmpdir(), 'kyc-lists-'));
  const path = join(folder, 'house.csv');
  await writeFile(path, text);
  return { path, remove: () => rm(folder, { recursive: true }) };
}
