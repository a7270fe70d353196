/**
 * What a selfie must reach. Measured with this engine on 25 portrait photographs of 9 persons (the face set of the
 * tests; "originals" below, first and last figure their extremes) and on variants made from each: half and
 * quarter light, overexposure, Gaussian blur, flattened contrast, a shadow over one half, reduction to 100 pixels,
 * a margin on one side. How the limits of light treat different
 * complexions was not measured; they were therefore set at the lenient end of the gap between the variants.
 */
export const selfieLimits = {
  /** Originals 1.00; what is below is mostly no face or hidden. */
  minimumConfidence: 0.8,
  /** A second face from this part of the first one's height on is a second person, smaller ones are passers-by. */
  otherPersonHeight: 0.4,
  /** Originals 65 to 331. Printed portraits with 40 pixels were still recognised, with 27 and more noise mostly not. */
  minimumInterocularPx: 40,
  /** Originals 0.28 to 0.63. */
  minimumFaceHeightRatio: 0.15,
  /** Originals 0.01 to 0.04, a full profile 0.24, faces upside down 0.11 and more. */
  maximumLandmarkDisagreement: 0.1,
  /** Originals within 0.12; a half profile in a group photograph 0.33. */
  maximumYaw: 0.25,
  /** Originals within 17; recognition itself stands 45 degrees. */
  maximumRollDegrees: 30,
  /** Originals 123 to 789, half light 124 to 748, blur of 4 pixels at 800 pixels image side 3 to 23. */
  minimumSharpness: 40,
  /** Originals 95 to 187, half light 48 to 93, quarter light 24 to 47. */
  minimumBrightness: 48,
  /** Originals to 0.07, half light to 0.16, quarter light to 0.44. */
  maximumUnderexposed: 0.4,
  /** Originals to 187, overexposed 196 to 251. */
  maximumBrightness: 200,
  /** Originals to 0.03, overexposed from 0.36. */
  maximumOverexposed: 0.12,
  /** Originals 39 to 64, half light 20 to 32, flattened to a quarter 10 to 16. */
  minimumContrast: 17,
  /** Originals to 0.34, half of the face in shadow 0.28 to 0.68 (median 0.49). */
  maximumAsymmetry: 0.35,
  /** In widths and heights of the image. Originals within 0.25 (median 0.01) and 0.19. */
  maximumOffsetX: 0.22,
  maximumOffsetY: 0.25,
} as const;
