import { fault, type FileFault } from './file-fault.js';

/** The record that ends every ZIP archive (APPNOTE 4.3.16): signature, 18 bytes, then a comment up to the file's end. */
const zipEnd = Buffer.from('PK\x05\x06', 'latin1');
const zipEndLength = 22;
const longestZipComment = 65_535;

/** Texts that make a browser or an interpreter take a picture for something else. Case does not matter to them. */
const foreignTexts = /<script|<html|<!doctype html|<svg|<iframe|<\?php|%pdf-\d|javascript:/i;

/**
 * Finds files that are two things at once: an archive behind a picture or a PDF, a page or a PDF within a picture.
 * Data behind a picture's end alone proves nothing, because phones put depth maps and films there.
 */
export function findForeignContent(bytes: Buffer, kind: 'picture' | 'pdf'): FileFault | undefined {
  if (endsAsZip(bytes))
    return fault('foreign_content', 'The file is also an archive; send the document alone.');
  if (kind === 'picture' && foreignTexts.test(bytes.toString('latin1')))
    return fault('foreign_content', 'The picture carries another kind of file; take or export it again.');
  return undefined;
}

function endsAsZip(bytes: Buffer): boolean {
  const from = Math.max(0, bytes.length - zipEndLength - longestZipComment);
  for (let at = bytes.indexOf(zipEnd, from); at >= 0; at = bytes.indexOf(zipEnd, at + 1)) {
    if (at + zipEndLength > bytes.length) return false;
    // Readers of archives tolerate bytes behind the comment, so a record that fits inside the file is enough.
    const directoryLength = bytes.readUInt32LE(at + 12);
    const commentLength = bytes.readUInt16LE(at + 20);
    if (directoryLength <= at && at + zipEndLength + commentLength <= bytes.length) return true;
  }
  return false;
}
