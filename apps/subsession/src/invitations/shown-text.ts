/** Control characters, line separators, halves of characters, and marks that turn the direction of the text around them. */
const unprintable = /[\p{Cc}\p{Cs}\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]+/gu;

/** Text in one line that cannot change what stands around it, however it was stored. */
export function shownText(text: string): string {
  return text.normalize('NFC').replace(unprintable, ' ').replace(/\s+/g, ' ').trim();
}

/** Mail programs make links of these by themselves. */
const likeALink = /[@/\\:]|[\p{L}\p{N}]\.\p{L}{2,}/u;
const longestName = 100;

/**
 * The name to greet somebody by, or undefined to greet them without one. An end user writes it, and messages go out in
 * the tenant's name: what reads like a link or a letter of its own is not passed on.
 */
export function greetingName(name: string): string | undefined {
  const shown = shownText(name);
  return shown === '' || shown.length > longestName || likeALink.test(shown) ? undefined : shown;
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** For the content of an HTML element or a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? '');
}
