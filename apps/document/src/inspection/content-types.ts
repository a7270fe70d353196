import sharp from 'sharp';

export const knownContentTypes = [
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/heic',
  'application/pdf',
] as const;

/** A kind of file that the platform can judge by its content. */
export type FileContentType = (typeof knownContentTypes)[number];

/** Most builds of the picture library lack the patented codec; AVIF alone shares HEIC's container. */
const canDecodeHeic: boolean = (sharp.format.heif.input.fileSuffix ?? []).includes('.heic');

const aliases: Record<string, FileContentType> = {
  'image/jpg': 'image/jpeg',
  'image/pjpeg': 'image/jpeg',
  'image/x-png': 'image/png',
  'image/heif': 'image/heic',
};

/** What this installation accepts: everything known, HEIC only when it can be decoded. */
export const acceptedContentTypes: readonly FileContentType[] = knownContentTypes.filter(
  (type) => type !== 'image/heic' || canDecodeHeic,
);

/** The accepted type that a declared one stands for; undefined when it is not accepted. */
export function acceptedContentType(declared: string): FileContentType | undefined {
  const bare = (declared.split(';')[0] ?? '').trim().toLowerCase();
  const type = aliases[bare] ?? bare;
  return acceptedContentTypes.find((accepted) => accepted === type);
}

/** The end of a file name that suits the type. */
export function extensionOf(type: FileContentType): string {
  return type === 'image/jpeg' ? 'jpg' : (type.split('/')[1] ?? 'bin');
}

const heicBrands = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1']);

/** What a file is by its first bytes; undefined when it is none of the known types. */
export function sniffContentType(bytes: Buffer): FileContentType | undefined {
  const head = bytes.subarray(0, 16).toString('latin1');
  if (head.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (head.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP') return 'image/webp';
  if (head.slice(4, 8) === 'ftyp' && heicBrands.has(head.slice(8, 12))) return 'image/heic';
  if (head.startsWith('%PDF-')) return 'application/pdf';
  return undefined;
}
