/** A line from which the search for a zone may start; see `zoneLikeness`. */
export const seedLikeness = 6;

/** A line that may be part of a zone when others around it are. */
export const rowLikeness = 4;

/** The beginning of a line of names, and the middle of a line of data: enough even when the fillers were not seen. */
const namesBegin = /^[PVIAC][A-Z<][A-Z<]{3}[A-Z<]*[A-Z]<<[A-Z]/;
const dataMiddle = /[A-Z<]{3}\d{7}[MFX<]|\d{7}[MFX<]\d{7}/;

/** How much a line of text looks like a line of a machine readable zone: fillers, length, digits, first letters. */
export function zoneLikeness(text: string): number {
  const fillers = text.split('<').length - 1;
  const digits = text.replace(/\D/g, '').length;
  return (
    fillers +
    (text.length >= 26 ? 2 : 0) +
    (digits >= 12 && text.length >= 24 ? 4 : 0) +
    (/^[PIVAC][A-Z<]/.test(text) && fillers >= 3 ? 2 : 0) +
    (namesBegin.test(text) || dataMiddle.test(text) ? 6 : 0)
  );
}
