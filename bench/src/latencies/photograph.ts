import sharp from 'sharp';

/** A picture about as large as a phone's photograph of a document after the browser has reduced it. */
export async function aPhotograph(): Promise<Buffer> {
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 20 };
  return sharp({ create: { width: 1200, height: 800, channels: 3, background: '#888', noise } })
    .jpeg({ quality: 60 })
    .toBuffer();
}
