/** Cosine of two embeddings of unit length, -1 to 1. */
export function cosine(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) throw new RangeError('The embeddings have different lengths');
  let dot = 0;
  for (let i = 0; i < a.length; i++) dot += (a[i] ?? 0) * (b[i] ?? 0);
  return Math.min(1, Math.max(-1, dot));
}

/**
 * How a cosine of this engine's embeddings is brought to the product's scale, on which 0.85 means "the same person".
 * Lower than the first anchor is 0. Measured on 25 labelled portrait photographs (300 pairs) and on photographs
 * against copies of the others made into document portraits (face 120 pixels high, blurred, noisy, pale, askew, JPEG
 * quality 60; 600 pairs): different people reach 0.31 (99 % stay below 0.23), other pairs of unrelated photographs
 * 0.43; the same person lies above 0.51 but for one pair of photographs (0.45 as it is, about 0.4 as a portrait). The
 * operating point stands between, so that a wrong match is less likely than a missed one. It was chosen on the same
 * small set it was measured on (9 persons, 28 of the 38 pairs of the same person show one of them): the set shows no
 * wrong match, not how rare wrong matches are.
 */
const anchors: readonly { cosine: number; similarity: number }[] = [
  { cosine: 0.05, similarity: 0 },
  { cosine: 0.5, similarity: 0.85 },
  { cosine: 0.7, similarity: 0.97 },
  { cosine: 1, similarity: 1 },
];

/** Brings a cosine to the product's scale of 0 to 1: monotone, in straight lines between the anchors. */
export function similarityOfCosine(value: number): number {
  let before = { cosine: -1, similarity: 0 };
  for (const anchor of anchors) {
    if (value < anchor.cosine) {
      const part = (value - before.cosine) / (anchor.cosine - before.cosine);
      return before.similarity + part * (anchor.similarity - before.similarity);
    }
    before = anchor;
  }
  return 1;
}
