/** Where one file lives. `key` is an opaque id that we made; it is never a file name or anything a person typed. */
export interface FileLocation {
  tenantId: string;
  sessionId: string;
  key: string;
}

/** What may be uploaded to a signed URL, and until when. */
export interface UploadTerms {
  file: FileLocation;
  contentType: string;
  /** Exact size, bytes */
  size: number;
  /** Lower-case hex of the SHA-256 of the bytes, when the uploader announced it. */
  sha256?: string;
  expiresAt: Date;
}

/** A request that whoever holds it may send once or several times until it expires. */
export interface SignedRequest {
  url: string;
  method: 'PUT';
  /** Headers that have to be sent exactly as they are here. */
  headers: Record<string, string>;
}

/** What may be downloaded from a signed URL, and until when. */
export interface DownloadTerms {
  file: FileLocation;
  contentType: string;
  /** Offered to the person who saves the file; an opaque id with an extension. */
  fileName: string;
  expiresAt: Date;
}

/**
 * Keeps the bytes of uploaded files.
 *
 * Guarantees of every adapter:
 * - A `put` that resolved survives a crash. A `put` that failed or was cut off leaves the earlier bytes of that key, or
 *   none; `get` never sees half a file.
 * - `put` on an existing key replaces it. `delete` and `deleteAll` of what is not there succeed.
 * - A signed URL is good for that file, content type and method only, and for nothing after it expired. Uploads larger
 *   than agreed are refused before they are stored.
 * - The holder of a signed upload URL can replace the bytes until it expires, so nothing that was uploaded through one
 *   is trusted where it lies: read it once, judge what was read and `put` that under a key that was never signed.
 * - One session's files cannot be read under another session's or tenant's name, even with the key.
 */
export interface ObjectStore {
  put(file: FileLocation, bytes: Buffer, contentType: string): Promise<void>;

  /**
   * The bytes, or undefined when there are none.
   *
   * @throws DomainRefusal `payload_too_large` instead of reading a file of more than `maxBytes`.
   */
  get(file: FileLocation, maxBytes: number): Promise<Buffer | undefined>;

  delete(file: FileLocation): Promise<void>;

  /** Deletes every file of a session. */
  deleteAll(session: Pick<FileLocation, 'tenantId' | 'sessionId'>): Promise<void>;

  signedUploadUrl(terms: UploadTerms): Promise<SignedRequest>;

  signedDownloadUrl(terms: DownloadTerms): Promise<string>;
}

/** Injects the store that the settings chose. */
export const OBJECT_STORE = Symbol('object store');
