import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import type { PostUploadCheck, PostUploadValidation } from '#libs/contracts';
import { newId } from '#libs/platform';
import type { Caller } from '#libs/security';
import type { DocumentReading } from '../reading/index.js';
import { endUser, type Answer } from '#libs/service-stage';
import { DocumentStage, permitAll } from './document-stage.js';

type Json = Record<string, unknown>;

const faceCounts = 'POST /internal/face-counts';
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
  user = endUser('');

  private constructor(
    readonly service: DocumentStage,
    readonly picture: Buffer,
  ) {}

  static async start(): Promise<ValidatedUploads> {
    const blank = sharp({ create: { width: 320, height: 200, channels: 3, background: '#8fa' } });
    return new ValidatedUploads(await DocumentStage.start(), await blank.jpeg().toBuffer());
  }

  /** A new session; everything answers, and every document passes. */
  reset(): void {
    this.user = endUser(newId('ses'));
    this.service.analyzer.reset();
    this.service.analyzer.script = async () => goodReading;
    this.showsFaces(1);
    this.formsName('Anna Maria Eriksson');
    this.service.permits((wanted) => ({ ...permitAll(wanted), validations: this.checks }));
  }

  /** How many faces the biometrics service finds; undefined when it fails. */
  showsFaces(faces: number | undefined): void {
    this.service.biometrics.answers.set(
      faceCounts,
      faces === undefined ? { status: 500 } : { body: { faces } },
    );
  }

  /** Whom the workflow service knows from forms; undefined when it fails. */
  formsName(...names: (string | undefined)[]): void {
    const subjects = names.map((name) => ({
      ...{ name, type: 'individual', source: 'form:about/name', countries: [] },
    }));
    const line = `GET /internal/sessions/${this.user.sessionId}/case`;
    const body = { session_id: this.user.sessionId, entity_types: ['individual'], subjects, wallets: [] };
    this.service.workflow.answers.set(line, names.includes(undefined) ? { status: 500 } : { body });
  }

  /** How often faces were asked for. */
  get faceCalls(): number {
    return this.service.biometrics.bodiesTo(faceCounts).length;
  }

  send(more: Json = {}, route: 'upload' | 'documents' = 'upload'): Promise<Answer> {
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

  confirm(upload_id: string): Promise<Answer> {
    return this.post('upload/confirm', { upload_id });
  }

  extract(doc_id: unknown): Promise<Answer> {
    return this.post('extract', { doc_id });
  }

  async list(): Promise<Json[]> {
    const caller: Caller = { kind: 'service', tenantId: 'acme', id: 'workflow' };
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
      files: await readdir(join(this.service.filesDir, sessionId)).catch(() => []),
      events: await this.service.typesAbout(sessionId),
    };
  }

  private post(route: string, body: Json): Promise<Answer> {
    return this.service.call(this.user, 'POST', `/public/session/${route}`, body);
  }
}
