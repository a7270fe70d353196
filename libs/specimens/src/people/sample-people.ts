import { type PixelRect } from '../camera/crop-portrait.js';

/** A part of one of the sample photographs. */
export interface SampleCrop {
  /** File name in the `demo` folder of `@vladmandic/face-api`. */
  file: string;
  /** What is cut out, before it is turned. */
  rect: PixelRect;
  /** Degrees, clockwise, by which the picture is turned about the middle of `rect` to set the head upright. */
  turn?: number;
}

/** Somebody whose face can stand in a specimen document and in a selfie. Nobody is named. */
export interface SamplePerson {
  id: string;
  /** 7 by 9, the proportions of 35 by 45 mm. */
  portrait: SampleCrop;
  /** 4 by 5. */
  selfie: SampleCrop;
  /**
   * Whether the selfie is another photograph than the portrait. Where it is not, the selfie is another view of the
   * same photograph, mirrored and differently lit: comparing the two shows that the parts work together, and says
   * nothing about how well faces are told apart.
   */
  independentPhotographs: boolean;
}

function rect(left: number, top: number, width: number, height: number): PixelRect {
  return { left, top, width, height };
}

/**
 * People of the six photographs that come with `@vladmandic/face-api`. Only the first appears in two of them: the
 * local face engine gives that pair a similarity of 0.93 (0.85 is its threshold for "the same person"), and no other
 * two of the 22 faces more than 0.72.
 */
export const samplePeople: readonly SamplePerson[] = [
  {
    id: 'person-1',
    portrait: { file: 'sample3.jpg', rect: rect(984, 91, 399, 513), turn: -12 },
    selfie: { file: 'sample1.jpg', rect: rect(1361, 75, 400, 500), turn: -36 },
    independentPhotographs: true,
  },
  {
    id: 'person-2',
    portrait: { file: 'sample6.jpg', rect: rect(170, 366, 392, 504) },
    selfie: { file: 'sample6.jpg', rect: rect(131, 338, 464, 580) },
    independentPhotographs: false,
  },
  {
    id: 'person-3',
    portrait: { file: 'sample6.jpg', rect: rect(1385, 156, 399, 513), turn: -12 },
    selfie: { file: 'sample6.jpg', rect: rect(1360, 121, 480, 600) },
    independentPhotographs: false,
  },
  {
    id: 'person-4',
    portrait: { file: 'sample3.jpg', rect: rect(508, 243, 350, 450) },
    selfie: { file: 'sample3.jpg', rect: rect(443, 168, 480, 600) },
    independentPhotographs: false,
  },
  {
    id: 'person-5',
    portrait: { file: 'sample6.jpg', rect: rect(551, 195, 420, 540) },
    selfie: { file: 'sample6.jpg', rect: rect(513, 163, 496, 620) },
    independentPhotographs: false,
  },
];
