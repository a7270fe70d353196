import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { PostUploadCheck, PostUploadValidation } from '#libs/contracts';
import { newId } from '#libs/platform';
import type { Caller } from '#libs/security';
import type { DocumentReading } from '../reading/index.js';
import {
  startDocumentService,
  type JsonAnswer,
  type RunningDocumentService,
} from './running-document-service.js';
import { permitAll } from './stand-in-workflow.js';

type Json = Record<string, unknown>;

const faceCounts = '/internal/face-counts';
const target = { step_id: 'documents', document_type: 'passport', content_type: 'image/jpeg' };
const value = (text: string) => ({ value: text, confidence: 0.95, source: 'mrz' as const });

/** A reading that passes every validation. */
export const goodReading: DocumentReading = {
  ...{ provider: 'local', documentKind: 'passport', warnings: [] },
  fields: {
    full_name: value('Anna Maria Eriksson'),
    date_of_expiry: value('2999-01-01'),
    mrz: { format: 'TD3', lines: [], check_digits: {}, repairs: 0, valid: true },
  },
  legibility: { certainty: 0.95, characters: 400 },
};

/** One that passes none. */
export const badReading: DocumentReading = {
  ...goodReading,
  documentKind: 'visa',
  fields: {},
  legibility: { certainty: 0.3, characters: 90 },
};

export const asked = (
  names: readonly PostUploadValidation[],
  on_fail: PostUploadCheck['on_fail'],
): PostUploadCheck[] => names.map((validation) => ({ validation, on_fail }));

export const codesOf = (remarks: unknown): unknown[] => (remarks as Json[]).map(({ code }) => code);

/** What is kept of a session that nothing was accepted for. */
export const nothing = { documents: [], jobs: [], files: [], events: [] };

/** A document service whose neighbours a spec plays, and one end user who sends documents for a requirement. */
export class ValidatedUploads {
  /** What the requirement asks. */
  checks: PostUploadCheck[] = [];
  user: Caller & { kind: 'end_user' } = { kind: 'end_user', tenantId: 'default', sessionId: '' };

  private constructor(
    readonly service: RunningDocumentService,
    readonly picture: Buffer,
  ) {}

  static async start(): Promise<ValidatedUploads> {
    const blank = sharp({ create: { width: 320, height: 200, channels: 3, background: '#8fa' } });
    return new ValidatedUploads(await startDocumentService(), await blank.jpeg().toBuffer());
  }

  /** A new session; everything answers, and every document passes. */
  reset(): void {
    this.user = { ...this.user, sessionId: newId('ses') };
    this.service.analyzer.reset();
    this.service.analyzer.script = async () => goodReading;
    this.showsFaces(1);
    this.formsName('Anna Maria Eriksson');
    this.service.workflow.answer = (wanted) => {
      const { status, body } = permitAll(wanted);
      return { status, body: { ...(body as Json), validations: this.checks } };
    };
  }

  /** How many faces the biometrics service finds; undefined when it fails. */
  showsFaces(faces: number | undefined): void {
    this.service.biometrics.answers[faceCounts] = faces === undefined ? 500 : { faces };
  }

  /** Whom the workflow service knows from forms; undefined when it fails. */
  formsName(...names: (string | undefined)[]): void {
    const subjects = names.map((name) => ({
      ...{ name, type: 'individual', source: 'form:about/name', countries: [] },
    }));
    const path = `/internal/sessions/${this.user.sessionId}/case`;
    const body = { session_id: this.user.sessionId, entity_types: ['individual'], subjects, wallets: [] };
    this.service.workflow.answers[path] = names.includes(undefined)
      ? { status: 500, body: {} }
      : { status: 200, body };
  }

  /** How often faces were asked for. */
  get faceCalls(): number {
    return this.service.biometrics.calls.filter((path) => path === faceCounts).length;
  }

  send(more: Json = {}, route: 'upload' | 'documents' = 'upload'): Promise<JsonAnswer> {
    const data = this.picture.toString('base64');
    return this.post(route, { ...target, file_name: 'p.jpg', data, ...more });
  }

  /** Announces the picture and puts it to its URL. */
  async begin(): Promise<string> {
    const { body } = await this.post('upload/init', {
      ...target,
      ...{ file_name: 'p.jpg', size: this.picture.length },
    });
    await fetch(String(body['upload_url']), {
      method: 'PUT',
      headers: body['headers'] as Record<string, string>,
      body: new Uint8Array(this.picture),
    });
    return String(body['upload_id']);
  }

  confirm(upload_id: string): Promise<JsonAnswer> {
    return this.post('upload/confirm', { upload_id });
  }

  extract(doc_id: unknown): Promise<JsonAnswer> {
    return this.post('extract', { doc_id });
  }

  async list(): Promise<Json[]> {
    const caller: Caller = { kind: 'service', tenantId: 'default', id: 'workflow' };
    const path = `/internal/sessions/${this.user.sessionId}/documents`;
    return (await this.service.call(caller, 'GET', path)).body['documents'] as Json[];
  }

  /** Everything that is kept of the session: documents, bytes, jobs, events. */
  async kept(): Promise<Record<string, unknown[]>> {
    const { sessionId } = this.user;
    const rows = (name: string): Promise<Json[]> =>
      this.service.database.collection(name).find({ sessionId }).toArray();
    return {
      documents: await rows('documents'),
      jobs: await rows('extraction_jobs'),
      files: await readdir(join(this.service.dataDir, 'files', sessionId)).catch(() => []),
      events: this.service.events.filter(({ subject }) => subject === sessionId).map(({ type }) => type),
    };
  }

  private post(route: string, body: Json): Promise<JsonAnswer> {
    return this.service.call(this.user, 'POST', `/public/session/${route}`, body);
  }
}
