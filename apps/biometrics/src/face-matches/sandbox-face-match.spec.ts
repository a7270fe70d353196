import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BiometricsStage, type EndUser } from '../testing/biometrics-stage.js';
import { makePortraits, type Portraits } from '../testing/portraits.js';

let stage: BiometricsStage;
let portraits: Portraits;
beforeAll(async () => {
  portraits = await makePortraits();
  stage = await BiometricsStage.start({ LIVENESS_PROVIDER: 'sandbox' });
});
afterAll(() => stage?.stop());

/** A session that did one check of the sandbox. */
async function played(outcome: string): Promise<EndUser> {
  const user = stage.openSession({}, { sandbox_outcomes: [outcome] });
  await stage.check(user);
  return user;
}

const idDocument = (user: EndUser): string | undefined =>
  stage.giveDocuments(user.sessionId, [{ document_type: 'id', picture: portraits.nobody }])[0];

describe('the face match after a liveness check of the sandbox', () => {
  it.each([
    ['passed', 'pass', 0.99, ['sandbox_result']],
    ['face_mismatch', 'fail', 0.3, ['sandbox_result', 'face_mismatch']],
  ])('of %s is answered by the sandbox, and marked', async (played_, outcome, similarity, reasons) => {
    const user = await played(played_);
    const doc_id = idDocument(user);
    expect(await stage.matchFaces(user)).toMatchObject({ outcome, provider: 'sandbox', reasons });
    expect((await stage.viewOf(user)).face_match).toEqual({
      ...{ similarity, threshold: 0.85, outcome, source: 'liveness', provider: 'sandbox', doc_id },
    });
  });

  it('is judged by the threshold', async () => {
    const user = await played('passed');
    idDocument(user);
    expect(await stage.matchFaces(user, 0.995)).toMatchObject({ outcome: 'fail', provider: 'sandbox' });
  });

  it('goes to a person without an identity document', async () => {
    const user = await played('passed');
    const result = await stage.matchFaces(user);
    expect(result).toMatchObject({ outcome: 'review', reasons: ['identity_document_missing'] });
  });

  it('goes to a person when the check was not passed', async () => {
    const user = await played('failed');
    idDocument(user);
    const result = await stage.matchFaces(user);
    expect(result).toMatchObject({ outcome: 'review', reasons: ['liveness_face_missing'] });
  });

  it('is a real one as soon as there is a selfie', async () => {
    const user = await played('passed');
    stage.giveDocuments(user.sessionId, [
      { document_type: 'id', picture: portraits.ann },
      { document_type: 'selfie', picture: portraits.bea },
    ]);
    expect(await stage.matchFaces(user)).toMatchObject({ outcome: 'fail', provider: 'local' });
    expect((await stage.viewOf(user)).face_match).toMatchObject({ source: 'selfie', provider: 'local' });
  });

  it('goes to a person in a session with neither selfie nor check', async () => {
    const user = stage.openSession();
    idDocument(user);
    expect(await stage.matchFaces(user)).toMatchObject({ outcome: 'review', reasons: ['selfie_missing'] });
  });
});
