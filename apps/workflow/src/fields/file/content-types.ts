/** What the platform takes as a file, by the names that people write for it. */
const names: ReadonlyMap<string, string> = new Map([
  ['jpg', 'image/jpeg'],
  ['jpeg', 'image/jpeg'],
  ['image/jpg', 'image/jpeg'],
  ['png', 'image/png'],
  ['webp', 'image/webp'],
  ['heic', 'image/heic'],
  ['heif', 'image/heic'],
  ['image/heif', 'image/heic'],
  ['pdf', 'application/pdf'],
]);

const contentTypes = [...new Set(names.values())];

/**
 * The content types that one entry of `accepted_types` stands for: a type, a range such as `image/*`, or a file
 * extension with or without its dot. Empty for what the platform does not take.
 */
export function contentTypesOf(entry: string): string[] {
  const text = entry.trim().toLowerCase();
  if (text === '*/*') return contentTypes;
  if (text.endsWith('/*')) return contentTypes.filter((type) => type.startsWith(text.slice(0, -1)));
  const type = names.get(text.replace(/^\./, '')) ?? text;
  return contentTypes.filter((one) => one === type);
}
