import { Applicant, type LocalFile } from '../client/applicant.js';
import type { BackOffice } from '../client/back-office.js';
import type { CreatedSession } from '../client/answers.js';
import { fullIdentification } from '../client/workflows.js';
import { applicantForm } from '../specimens/people.js';
import { specimen, type SpecimenName } from '../specimens/specimen-store.js';

export const fileOf = async (name: SpecimenName): Promise<LocalFile> => ({
  name: `${name} of Lieselotte Vantongeren`,
  type: name === 'bill' ? 'application/pdf' : 'image/jpeg',
  bytes: await specimen(name),
});

/** Walks a whole session as the applicant: passport by signed URL, bill in the body, a selfie, the form. */
export async function walkIdentification(
  backOffice: BackOffice,
  selfie: 'selfie' | 'strangersSelfie',
  more: Record<string, unknown> = {},
): Promise<CreatedSession> {
  const session = await backOffice.openSessionOf(fullIdentification(), more);
  const person = Applicant.of(backOffice.api, session);
  await person.upload({ step_id: 'documents', document_type: 'passport' }, await fileOf('passport'));
  await person.sendInBody({ step_id: 'documents', document_type: 'proof_of_address' }, await fileOf('bill'));
  await person.complete('documents');
  await person.upload({ step_id: 'selfie', document_type: 'selfie' }, await fileOf(selfie));
  await person.complete('selfie');
  await person.complete('personal_info', applicantForm);
  return session;
}
