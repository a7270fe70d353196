import sharp from 'sharp';
import { refuse } from '../refusal.js';
import { type SpecimenPerson } from '../specimen-person.js';
import { page } from './background.js';
import { dataPageSvg, portraitPlace } from './data-page.js';

/** Pixels of the rendered page: 125 mm at 11.2 pixels per millimetre, about 284 dots per inch. */
export const passportImage = { width: 1400, height: Math.round((1400 * page.height) / page.width) } as const;

const pixelsPerMillimetre = passportImage.width / page.width;

async function printedPortrait(portrait: Buffer): Promise<Buffer> {
  const width = Math.round(portraitPlace.width * pixelsPerMillimetre);
  const height = Math.round(portraitPlace.height * pixelsPerMillimetre);
  try {
    return await sharp(portrait)
      .rotate()
      .resize(width, height, { fit: 'cover' })
      .removeAlpha()
      .png()
      .toBuffer();
  } catch (cause) {
    throw Object.assign(refuse('/portrait', 'image', 'the portrait is not an image that can be read'), {
      cause,
    });
  }
}

/**
 * Prints the data page of a passport of a fictional state (ICAO Doc 9303-4, TD3: 125 by 88 mm) and returns it as a PNG
 * of 1400 by 986 pixels. `portrait` is any image sharp reads; it is cut to 35 by 45 around its centre. Refuses
 * (`DomainRefusal`) people the machine-readable zone has no place for and portraits that are not images.
 */
export async function renderPassport(person: SpecimenPerson, portrait: Buffer): Promise<Buffer> {
  const svg = dataPageSvg(person, passportImage.width, passportImage.height);
  const picture = await printedPortrait(portrait);
  return sharp(Buffer.from(svg))
    .composite([
      {
        input: picture,
        left: Math.round(portraitPlace.left * pixelsPerMillimetre),
        top: Math.round(portraitPlace.top * pixelsPerMillimetre),
      },
    ])
    .removeAlpha()
    .withMetadata({ density: Math.round(pixelsPerMillimetre * 25.4) })
    .png()
    .toBuffer();
}
