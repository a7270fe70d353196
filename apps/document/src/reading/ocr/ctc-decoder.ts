/** A decoded line. `confidence` is the mean probability of its characters, 0 for an empty line. */
export interface DecodedText {
  text: string;
  confidence: number;
}

/** Decodes a matrix of `steps` × `classes` probabilities, row by row; class 0 is the blank. */
export type CtcDecoder = (probability: Float32Array, steps: number, classes: number) => DecodedText;

/**
 * A greedy decoder of connectionist temporal classification that only ever chooses among accepted characters: repeated
 * classes collapse, blanks separate.
 */
export function createCtcDecoder(
  characters: readonly string[],
  accepts: (character: string) => boolean,
): CtcDecoder {
  const allowed = Int32Array.from([
    0,
    ...characters.flatMap((character, index) => (accepts(character) ? [index + 1] : [])),
  ]);
  return (probability, steps, classes) => {
    let text = '';
    let sum = 0;
    let count = 0;
    let previous = 0;
    for (let step = 0, row = 0; step < steps; step++, row += classes) {
      let best = 0;
      let highest = -1;
      for (let i = 0; i < allowed.length; i++) {
        const value = probability[row + allowed[i]!]!;
        if (value > highest) {
          highest = value;
          best = allowed[i]!;
        }
      }
      if (best !== 0 && best !== previous) {
        text += characters[best - 1]!;
        sum += highest;
        count++;
      }
      previous = best;
    }
    return { text, confidence: count === 0 ? 0 : sum / count };
  };
}
