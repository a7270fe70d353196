import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { DomainRefusal } from '#libs/problems';
import { samplePeople } from './sample-people.js';
import { loadSamplePortrait, loadSampleSelfie } from './sample-photographs.js';

describe('sample people', () => {
  it('are refused under ids that nobody has', async () => {
    await expect(loadSamplePortrait('nobody')).rejects.toThrow(DomainRefusal);
    await expect(loadSampleSelfie('nobody')).rejects.toThrow(DomainRefusal);
  });

  it('are at least four, each with an id of its own, and one with two photographs', () => {
    expect(new Set(samplePeople.map(({ id }) => id)).size).toBe(samplePeople.length);
    expect(samplePeople.length).toBeGreaterThanOrEqual(4);
    expect(samplePeople.some(({ independentPhotographs }) => independentPhotographs)).toBe(true);
  });

  it('say truly whether their two pictures come from different photographs', () => {
    for (const { portrait, selfie, independentPhotographs } of samplePeople) {
      expect(independentPhotographs).toBe(portrait.file !== selfie.file);
    }
  });

  it.each(samplePeople.map(({ id }) => id))(
    '%s has a portrait of 7 by 9 and a selfie wide enough',
    async (id) => {
      const portrait = await sharp(await loadSamplePortrait(id)).metadata();
      const selfie = await sharp(await loadSampleSelfie(id)).metadata();
      expect([portrait.format, portrait.width, portrait.height]).toEqual(['jpeg', 700, 900]);
      expect([selfie.format, selfie.width, selfie.height]).toEqual(['jpeg', 768, 960]);
    },
  );
});
