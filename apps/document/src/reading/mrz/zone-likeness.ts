/** A line from which the search for a zone may start; see `zoneLikeness`. */
export const seedLikeness = 6;

/** A line that may be part of a zone when others around it are. */
export const rowLikeness = 4;

/** How much a line of text looks like a line of a machine readable zone: fillers, length, digits, first letters. */
export function zoneLikeness(text: string): number {
  const fillers = text.split('<').length - 1;
  const digits = text.replace(/\D/g, '').length;
  return (
    fillers +
    (text.length >= 26 ? 2 : 0) +
    (digits >= 12 && text.length >= 24 ? 4 : 0) +
    (/^[PIVAC][A-Z<]/.test(text) && fillers >= 3 ? 2 : 0)
  );
}
