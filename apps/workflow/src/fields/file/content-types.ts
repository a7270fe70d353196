/** What the platform takes as a file, by the extension that people write for it. */
const byExtension: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  heic: 'image/heic',
  pdf: 'application/pdf',
};

/** Other names that are in use for the same types. */
const aliases: Readonly<Record<string, string>> = { 'image/jpg': 'image/jpeg', 'image/heif': 'image/heic' };

const contentTypes = [...new Set(Object.values(byExtension))];

/**
 * The content types that one entry of `accepted_types` stands for: a type, a range such as `image/*`, or a file
 * extension with or without its dot. Empty for what the platform does not take.
 */
export function contentTypesOf(entry: string): string[] {
  const text = entry.trim().toLowerCase();
  if (text === '*/*') return contentTypes;
  if (text.endsWith('/*')) return contentTypes.filter((type) => type.startsWith(text.slice(0, -1)));
  const extension = text.replace(/^\./, '');
  const type = Object.hasOwn(byExtension, extension) ? byExtension[extension] : (aliases[text] ?? text);
  return contentTypes.filter((one) => one === type);
}
