import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { DomainRefusal, TransientFailure } from '#libs/problems';
import type { DownloadTerms, FileLocation, ObjectStore, SignedRequest, UploadTerms } from './object-store.js';

export interface S3StoreOptions {
  bucket: string;
  region: string;
  /** An S3 service other than AWS; its buckets are addressed by path. */
  endpoint?: string;
  /** The same service as browsers reach it, when that differs. */
  publicEndpoint?: string;
  /** The SDK's usual sources unless given. */
  credentials?: S3ClientConfig['credentials'];
}

const requestTimeoutMs = 15_000;

/**
 * Files in an S3 bucket under `{tenant}/{session}/{key}`. Browsers send and fetch bytes themselves with presigned URLs,
 * so the files are not sealed by us: the bucket has to be private and encrypted at rest.
 */
export class S3Store implements ObjectStore {
  private readonly client: S3Client;
  /** A signature covers the host, so URLs for browsers are signed with the address that browsers use. */
  private readonly signer: S3Client;

  constructor(private readonly options: S3StoreOptions) {
    this.client = new S3Client(configure(options, options.endpoint));
    this.signer = new S3Client(configure(options, options.publicEndpoint ?? options.endpoint));
  }

  async put(file: FileLocation, bytes: Buffer, contentType: string): Promise<void> {
    await this.attempt(() =>
      this.client.send(
        new PutObjectCommand({ ...this.objectOf(file), Body: bytes, ContentType: contentType }),
        { abortSignal: AbortSignal.timeout(requestTimeoutMs) },
      ),
    );
  }

  async get(file: FileLocation, maxBytes: number): Promise<Buffer | undefined> {
    return this.attempt(async () => {
      const abortSignal = AbortSignal.timeout(requestTimeoutMs);
      const answer = await this.client
        .send(new GetObjectCommand(this.objectOf(file)), { abortSignal })
        .catch(undefinedIfMissing);
      if (!answer?.Body) return undefined;
      const body = answer.Body as NodeJS.ReadableStream & { destroy(): void };
      if ((answer.ContentLength ?? Infinity) > maxBytes) {
        body.destroy();
        throw new DomainRefusal('payload_too_large', `The file has more than ${maxBytes} bytes.`);
      }
      return Buffer.from(await answer.Body.transformToByteArray());
    });
  }

  async delete(file: FileLocation): Promise<void> {
    const abortSignal = AbortSignal.timeout(requestTimeoutMs);
    await this.attempt(() => this.client.send(new DeleteObjectCommand(this.objectOf(file)), { abortSignal }));
  }

  async deleteAll(session: Pick<FileLocation, 'tenantId' | 'sessionId'>): Promise<void> {
    await this.attempt(async () => {
      while (await this.deletePage(`${session.tenantId}/${session.sessionId}/`));
    });
  }

  async signedUploadUrl({ file, contentType, size, sha256, expiresAt }: UploadTerms): Promise<SignedRequest> {
    const checksum = sha256 && Buffer.from(sha256, 'hex').toString('base64');
    const command = new PutObjectCommand({
      ...this.objectOf(file),
      ContentType: contentType,
      ContentLength: size,
      ...(checksum && { ChecksumSHA256: checksum }),
    });
    const url = await getSignedUrl(this.signer, command, {
      expiresIn: secondsUntil(expiresAt),
      signableHeaders: new Set(['content-type', 'content-length', 'host']),
      unhoistableHeaders: new Set(['x-amz-checksum-sha256']),
    });
    const headers = {
      'content-type': contentType,
      ...(checksum && { 'x-amz-checksum-sha256': checksum }),
    };
    return { url, method: 'PUT', headers };
  }

  async signedDownloadUrl({ file, contentType, fileName, expiresAt }: DownloadTerms): Promise<string> {
    const command = new GetObjectCommand({
      ...this.objectOf(file),
      ResponseContentType: contentType,
      ResponseContentDisposition: `attachment; filename="${fileName}"`,
    });
    return getSignedUrl(this.signer, command, { expiresIn: secondsUntil(expiresAt) });
  }

  /** Ends the kept-alive connections. */
  close(): void {
    this.client.destroy();
    this.signer.destroy();
  }

  private objectOf({ tenantId, sessionId, key }: FileLocation): { Bucket: string; Key: string } {
    return { Bucket: this.options.bucket, Key: `${tenantId}/${sessionId}/${key}` };
  }

  /** Deletes up to 1,000 objects; true while there were any. */
  private async deletePage(prefix: string): Promise<boolean> {
    const abortSignal = AbortSignal.timeout(requestTimeoutMs);
    const { bucket: Bucket } = this.options;
    const page = await this.client.send(new ListObjectsV2Command({ Bucket, Prefix: prefix }), {
      abortSignal,
    });
    const objects = (page.Contents ?? []).flatMap(({ Key }) => (Key ? [{ Key }] : []));
    if (objects.length === 0) return false;
    const answer = await this.client.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects: objects, Quiet: true } }),
      { abortSignal },
    );
    if (answer.Errors?.length) throw new Error(`S3 kept ${answer.Errors.length} objects`);
    return true;
  }

  private async attempt<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof DomainRefusal) throw error;
      throw new TransientFailure('the object store did not do what it was asked', 2_000, { cause: error });
    }
  }
}

function configure(options: S3StoreOptions, endpoint: string | undefined): S3ClientConfig {
  return {
    region: options.region,
    ...(endpoint && { endpoint, forcePathStyle: true }),
    ...(options.credentials && { credentials: options.credentials }),
    maxAttempts: 3,
    // The default adds a CRC that a browser's PUT could not repeat and that other S3 services do not know.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  };
}

function undefinedIfMissing(error: unknown): undefined {
  if ((error as { name?: string }).name === 'NoSuchKey') return undefined;
  throw error;
}

function secondsUntil(time: Date): number {
  return Math.max(1, Math.ceil((time.getTime() - Date.now()) / 1000));
}
