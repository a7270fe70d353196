import { createHash } from 'node:crypto';
import { sniffContentType, type FileContentType } from './content-types.js';
import { fault, type FileFault } from './file-fault.js';
import { inspectPdf } from './inspect-pdf.js';
import { inspectPicture } from './inspect-picture.js';

/** What the uploader said about a file before it came. */
export interface DeclaredFile {
  contentType: FileContentType;
  /** Bytes, when it was announced. */
  size?: number;
  /** Hex of the SHA-256 of the bytes, when it was announced. */
  sha256?: string;
}

/**
 * Judges a file by its content alone; its name and what the uploader called it prove nothing. Returns why it is
 * refused, or undefined when it is exactly what was declared, complete and harmless.
 */
export async function inspectFile(bytes: Buffer, declared: DeclaredFile): Promise<FileFault | undefined> {
  if (bytes.length === 0) return fault('empty', 'The file is empty.');
  if (declared.size !== undefined && declared.size !== bytes.length)
    return fault('wrong_size', `${declared.size} bytes were announced and ${bytes.length} arrived.`);
  if (declared.sha256 !== undefined && declared.sha256.toLowerCase() !== sha256Of(bytes))
    return fault('wrong_hash', 'The SHA-256 of what arrived is not the announced one; send the file again.');
  if (sniffContentType(bytes) !== declared.contentType)
    return fault('wrong_type', `By its content the file is not ${declared.contentType}.`);
  return declared.contentType === 'application/pdf' ? inspectPdf(bytes) : inspectPicture(bytes);
}

/** Lower-case hex of the SHA-256 of a file. */
export function sha256Of(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
