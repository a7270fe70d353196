import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import sharp, { type Sharp } from 'sharp';
import { loadSamplePortrait, loadSampleSelfie } from '#libs/specimens';
import type { Caller } from '#libs/security';
import type { Answer } from '#libs/service-stage';
import { BiometricsStage } from '../testing/biometrics-stage.js';

let stage: BiometricsStage;
beforeAll(async () => {
  stage = await BiometricsStage.start();
});
afterAll(() => stage.stop());

const service: Caller = { kind: 'service', tenantId: 'acme', id: 'document' };
const count = (image: string, caller: Caller = service): Promise<Answer> =>
  stage.call(caller, 'POST', '/internal/face-counts', { image });
const base64 = async (picture: Sharp): Promise<string> =>
  (await picture.jpeg().toBuffer()).toString('base64');
const blank = (): Sharp => sharp({ create: { width: 800, height: 600, channels: 3, background: '#bcd' } });

describe('counting the faces of a picture', () => {
  it('is for services only', async () => {
    const image = await base64(blank());
    for (const caller of [
      { kind: 'end_user', tenantId: 'acme', sessionId: 'ses_1' },
      { kind: 'api_key', tenantId: 'acme', id: 'k', scopes: ['kyc:read'] },
    ] satisfies Caller[])
      expect((await count(image, caller)).status).toBe(403);
  });

  it.each(['', '%%%', Buffer.from('no picture').toString('base64')])('refuses %j', async (image) => {
    expect(await count(image)).toMatchObject({ status: 422, body: { code: 'invalid_file' } });
  });

  it('finds none where there is none', async () => {
    expect(await count(await base64(blank()))).toMatchObject({ status: 200, body: { faces: 0 } });
  });

  it('finds a portrait that is a small part of a page, also one that lies on its side', async () => {
    const portrait = await sharp(await loadSamplePortrait('person-1'))
      .resize({ height: 260 })
      .toBuffer();
    const page = await blank()
      .composite([{ input: portrait, left: 60, top: 200 }])
      .jpeg()
      .toBuffer();
    expect(await count(page.toString('base64'))).toMatchObject({ status: 200, body: { faces: 1 } });
    expect((await count(await base64(sharp(page).rotate(90)))).body).toEqual({ faces: 1 });
  });

  it('counts several', async () => {
    const people = await Promise.all(
      (['person-1', 'person-3'] as const).map(async (who) =>
        sharp(await loadSampleSelfie(who))
          .resize(400, 500, { fit: 'cover' })
          .toBuffer(),
      ),
    );
    const beside = people.map((input, i) => ({ input, left: i * 400, top: 50 }));
    expect((await count(await base64(blank().composite(beside)))).body).toEqual({ faces: 2 });
  });
});
