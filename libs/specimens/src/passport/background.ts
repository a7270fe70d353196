/** Page size and the parts of it in millimetres: a TD3 data page (ICAO Doc 9303-4, 2.1). */
export const page = { width: 125, height: 88, machineReadableTop: 64.8 } as const;

/** A closed or open curve sampled at `steps` points of `t` from 0 to 1. */
function curve(steps: number, point: (t: number) => readonly [number, number]): string {
  return Array.from({ length: steps + 1 }, (_, step) => {
    const [x, y] = point(step / steps);
    return `${step === 0 ? 'M' : 'L'}${x.toFixed(2)} ${y.toFixed(2)}`;
  }).join('');
}

/** Fine waves across the page, the kind of line work that security paper has. */
function waves(): string {
  const lines = Array.from({ length: 46 }, (_, line) =>
    curve(100, (t) => {
      const phase = t * Math.PI * 2;
      return [
        t * page.width,
        line * 1.5 - 2 + 1.6 * Math.sin(phase * 3 + line * 0.22) + 0.7 * Math.sin(phase * 7),
      ];
    }),
  );
  return `<path d="${lines.join('')}" fill="none" stroke="#8fb7c4" stroke-width=".11" opacity=".8"/>`;
}

/** A rosette of hypotrochoids around (`x`, `y`); a drawing machine's ornament, nobody's emblem. */
function rosette(x: number, y: number, radius: number, lobes: number, colour: string): string {
  const rings = [1, 0.86, 0.72, 0.58].map((size, ring) =>
    curve(360, (t) => {
      const angle = t * Math.PI * 2;
      const reach = radius * size * (0.78 + 0.22 * Math.cos(lobes * angle + ring * 0.9));
      return [x + reach * Math.cos(angle), y + reach * Math.sin(angle)];
    }),
  );
  return `<path d="${rings.join('')}" fill="none" stroke="${colour}" stroke-width=".16" opacity=".55"/>`;
}

/** Paper, line work and the plain band of the machine-readable zone, as SVG elements. */
export function pageBackground(): string {
  const { width, height, machineReadableTop } = page;
  return (
    '<defs><linearGradient id="paper" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#eaf3ee"/>' +
    '<stop offset=".55" stop-color="#f6efe1"/><stop offset="1" stop-color="#e9e6f2"/></linearGradient></defs>' +
    `<rect width="${width}" height="${height}" fill="url(#paper)"/>` +
    waves() +
    rosette(84, 38, 24, 12, '#c9a86a') +
    rosette(84, 38, 15, 9, '#b08fb5') +
    rosette(112, 54, 9, 8, '#7fae9c') +
    `<rect y="${machineReadableTop}" width="${width}" height="${height - machineReadableTop}" fill="#f8f6f0"/>` +
    `<path d="M0 ${machineReadableTop}H${width}" stroke="#9aa7a8" stroke-width=".15"/>`
  );
}
