const nameLength = 39;

/** Cuts whole parts of the primary identifier down to their initials, the last first, until it leaves room. */
function shortenPrimary(primary: string, room: number): string {
  const parts = primary.split('<');
  for (let index = parts.length - 1; index > 0 && parts.join('<').length > room; index -= 1) {
    parts[index] = parts[index]?.[0] ?? '';
  }
  return parts.join('<').slice(0, room).replace(/<$/, '');
}

/**
 * Cuts to the length of the field so that its last position holds a letter: that letter is how a reader sees that
 * names may be missing. Where a filler would fall there, the last part with letters to spare gives one up.
 */
function cutOnLetter(names: string): string {
  let text = names;
  while (text[nameLength - 1] === '<') {
    const spare = text.slice(0, nameLength).search(/[A-Z](?=<+(?:[A-Z]<+)*$)(?<=[A-Z]{2})/);
    if (spare < 0) break;
    text = text.slice(0, spare) + text.slice(spare + 1);
  }
  return text.slice(0, nameLength);
}

/**
 * The 39 positions of the name in a TD3 document: primary identifier, `<<`, secondary identifier, fillers. Names that
 * do not fit are truncated by ICAO Doc 9303-4, 4.2.3: the secondary identifier keeps at least one letter, and the
 * field ends with a letter.
 */
export function nameField(primary: string, secondary: string): string {
  const full = secondary === '' ? primary : `${primary}<<${secondary}`;
  if (full.length <= nameLength) return full.padEnd(nameLength, '<');
  const room = secondary === '' ? nameLength : nameLength - '<<'.length - 1;
  const shortened = primary.length > room && secondary !== '' ? shortenPrimary(primary, room) : primary;
  return cutOnLetter(secondary === '' ? shortened : `${shortened}<<${secondary}`).padEnd(nameLength, '<');
}
