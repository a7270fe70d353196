import { createHash } from 'node:crypto';
import type { Api, Answer } from './api.js';
import type {
  BegunUpload,
  CompletedStep,
  CreatedSession,
  DocumentPart,
  Problem,
  PublicState,
} from './answers.js';

/** A file as a browser knows it. */
export interface LocalFile {
  name: string;
  type: string;
  bytes: Uint8Array;
}

export interface Target {
  step_id: string;
  document_type: string;
}

/** The end user of one session, who has nothing but the link. */
export class Applicant {
  constructor(
    private readonly api: Api,
    readonly token: string,
  ) {}

  static of(api: Api, session: Pick<CreatedSession, 'access_token'>): Applicant {
    return new Applicant(api, session.access_token);
  }

  get params(): { token: string } {
    return { token: this.token };
  }

  state(): Promise<PublicState> {
    return this.api.ok<PublicState>('publicState', { params: this.params });
  }

  /** Tries to complete a step, whatever comes of it. */
  tryComplete(step_id: string, data?: unknown): Promise<Answer<Problem>> {
    return this.api.call('completeStep', { params: { ...this.params, step_id }, body: { data } });
  }

  complete(step_id: string, data?: unknown): Promise<CompletedStep> {
    return this.api.ok<CompletedStep>('completeStep', {
      params: { ...this.params, step_id },
      body: { data },
    });
  }

  /** Announces a file; members of `body` replace what is announced otherwise. */
  begin(target: Target, file: LocalFile, body: Record<string, unknown> = {}): Promise<BegunUpload> {
    return this.api.ok<BegunUpload>('initUpload', {
      params: this.params,
      body: { ...announce(target, file), ...body },
    });
  }

  /** Sends bytes to a signed upload URL. */
  put(begun: BegunUpload, bytes: Uint8Array, headers: Record<string, string> = {}): Promise<Answer<Problem>> {
    return this.api.send('PUT', begun.upload_url, { ...begun.headers, ...headers }, bytes);
  }

  tryConfirm({ upload_id }: Pick<BegunUpload, 'upload_id'>): Promise<Answer<Problem>> {
    return this.api.call('confirmUpload', { params: this.params, body: { upload_id } });
  }

  /** Announces a file, puts it to its URL and confirms it. */
  async upload(target: Target, file: LocalFile): Promise<DocumentPart> {
    const sha256 = createHash('sha256').update(file.bytes).digest('hex');
    const begun = await this.begin(target, file, { sha256 });
    const stored = await this.put(begun, file.bytes);
    if (stored.status >= 300) throw new Error(`the upload URL answered ${stored.status}: ${stored.text}`);
    return this.api.ok<DocumentPart>('confirmUpload', {
      params: this.params,
      body: { upload_id: begun.upload_id },
    });
  }

  trySend(target: Target, file: LocalFile): Promise<Answer<Problem>> {
    return this.api.call('upload', { params: this.params, body: inBody(target, file) });
  }

  /** Sends a file inside the request. */
  sendInBody(target: Target, file: LocalFile): Promise<DocumentPart> {
    return this.api.ok<DocumentPart>('uploadDocument', { params: this.params, body: inBody(target, file) });
  }
}

function announce(target: Target, file: LocalFile): Record<string, unknown> {
  return { ...target, file_name: file.name, content_type: file.type, size: file.bytes.length };
}

function inBody(target: Target, file: LocalFile): Record<string, unknown> {
  const data = Buffer.from(file.bytes).toString('base64');
  return { ...target, file_name: file.name, content_type: file.type, data };
}
