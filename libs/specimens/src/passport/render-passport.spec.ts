import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { DomainRefusal } from '#libs/problems';
import { type SpecimenPerson } from '../specimen-person.js';
import { dataPageSvg } from './data-page.js';
import { renderPassport } from './render-passport.js';

const person: SpecimenPerson = {
  surname: 'Østergård-Müller',
  givenNames: 'Zoë Łucja',
  dateOfBirth: '1990-08-12',
  sex: 'X',
  nationality: 'PRK',
  documentNumber: 'SP1234567',
  dateOfIssue: '2021-03-04',
  dateOfExpiry: '2031-03-03',
};

function greyPortrait(): Promise<Buffer> {
  return sharp({ create: { width: 350, height: 450, channels: 3, background: '#4080c0' } })
    .png()
    .toBuffer();
}

describe('renderPassport', () => {
  it('refuses a portrait that is not an image', async () => {
    await expect(renderPassport(person, Buffer.from('no image'))).rejects.toThrow(DomainRefusal);
  });

  it('refuses a place of birth in a script it has no letters for', async () => {
    const elsewhere = { ...person, placeOfBirth: '東京' };
    await expect(renderPassport(elsewhere, await greyPortrait())).rejects.toThrow(DomainRefusal);
  });

  it('prints a page of 125 by 88 millimetres with the portrait on it', async () => {
    const page = await renderPassport(person, await greyPortrait());
    const { data, info } = await sharp(page).raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height, info.channels]).toEqual([1400, 986, 3]);
    const middleOfPortrait = (Math.round(38 * 11.2) * info.width + Math.round(23 * 11.2)) * 3;
    expect([...data.subarray(middleOfPortrait, middleOfPortrait + 3)]).toEqual([0x40, 0x80, 0xc0]);
  });

  it('draws every letter as a path, so that no installed font is needed', () => {
    expect(dataPageSvg(person, 1400, 986)).not.toContain('<text');
  });

  it('keeps the longest of names inside the page', async () => {
    const name = 'Wolfeschlegelsteinhausenbergerdorff '.repeat(4).trim();
    const page = await renderPassport({ ...person, surname: name, givenNames: name }, await greyPortrait());
    const { data, info } = await sharp(page).greyscale().raw().toBuffer({ resolveWithObject: true });
    const row = Math.round(24 * 11.2);
    const margin = data.subarray(row * info.width + Math.round(122 * 11.2), (row + 1) * info.width);
    expect(Math.min(...margin)).toBeGreaterThan(100);
  });
});
