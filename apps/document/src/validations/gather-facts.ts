import { Inject, Injectable } from '@nestjs/common';
import type { FaceCount, SessionCase } from '#libs/contracts';
import { LOGGER, ServiceClient, type Logger } from '#libs/platform';
import { DomainRefusal } from '#libs/problems';
import type { DocumentPurpose, SessionRef } from '../documents/document.js';
import { ReadDocument, type CompleteReading } from '../extraction/read-document.js';
import { unreadable, type EndedReading } from '../extraction/stored-reading.js';
import { withinTime } from '../extraction/within-time.js';
import { pictureForFaces, type DocumentFile } from '../reading/index.js';
import type { Source, ValidationFacts } from './validation-facts.js';

/** A person waits for the answer; the gateway waits for a minute. Limits of the single questions, ms. */
const readingLimitMs = 30_000;
const facesLimitMs = 15_000;
const subjectsLimitMs = 5_000;

/** What was asked about one document, for its validations. */
export interface GatheredFacts extends Pick<ValidationFacts, 'legibility' | 'faces' | 'subjects'> {
  /** How the reading ended, when one was made: whoever keeps the document keeps it with this. */
  ended?: EndedReading;
  /** What gave no answer. */
  unanswered: ReadonlySet<Source>;
}

/** A file on its way in, before it is a document. */
export interface IncomingFile {
  session: SessionRef;
  purpose: DocumentPurpose;
  file: DocumentFile;
}

/** Asks what validations need to know, all at the same time: the reader, the biometrics and the workflow service. */
@Injectable()
export class GatherFacts {
  constructor(
    private readonly reader: ReadDocument,
    private readonly services: ServiceClient,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Never rejects for what does not answer; that is `unanswered`. */
  async gather(incoming: IncomingFile, wanted: ReadonlySet<Source>): Promise<GatheredFacts> {
    const isPdf = incoming.file.contentType === 'application/pdf';
    const wantsFaces = wanted.has('faces') && incoming.purpose.side !== 'back';
    const wantsReading = wanted.has('reading') || (wantsFaces && isPdf);
    const unanswered = new Set<Source>();
    const ask = async <T>(source: Source, question: Promise<T>): Promise<T | undefined> => {
      try {
        return await question;
      } catch (error) {
        this.logger.warn({ err: error, source }, 'a validation got no answer');
        unanswered.add(source);
        return undefined;
      }
    };
    const reading = wantsReading ? this.read(incoming, wantsFaces && isPdf) : undefined;
    const [read, faces, subjects] = await Promise.all([
      reading && ask('reading', reading),
      wantsFaces ? ask('faces', this.countFaces(incoming, reading)) : undefined,
      wanted.has('subjects') ? ask('subjects', this.subjectsOf(incoming.session)) : undefined,
    ]);
    const legibility = read?.raw?.legibility;
    return {
      unanswered,
      ...(read && { ended: read.ended }),
      ...(legibility && { legibility }),
      ...(faces !== undefined && { faces }),
      ...(subjects && { subjects }),
    };
  }

  /** A file that the reader refuses is one that nothing can be read of. */
  private async read(
    { session, purpose, file }: IncomingFile,
    withPicture: boolean,
  ): Promise<{ ended: EndedReading; raw?: CompleteReading['raw'] }> {
    const { tenantId } = session;
    const work = this.reader.read(file, { ...purpose, tenantId }, { withPicture });
    try {
      const { stored, raw } = await withinTime(work, readingLimitMs, 'the reading of an uploaded document');
      return { ended: { kind: 'read', reading: stored }, raw };
    } catch (error) {
      if (!(error instanceof DomainRefusal) || error.code !== 'invalid_file') throw error;
      return { ended: { kind: 'failed', reading: unreadable(this.reader.provider) } };
    }
  }

  private async countFaces(
    { session, file }: IncomingFile,
    reading: ReturnType<GatherFacts['read']> | undefined,
  ): Promise<number> {
    const image =
      file.contentType === 'application/pdf'
        ? (await reading)?.raw?.picture
        : await pictureForFaces(file.bytes);
    // A PDF without a picture shows no face.
    if (!image) return 0;
    const { faces } = await this.services.json<FaceCount>('biometrics', {
      method: 'POST',
      path: '/internal/face-counts',
      tenantId: session.tenantId,
      body: { image: Buffer.from(image).toString('base64') },
      timeoutMs: facesLimitMs,
    });
    return faces;
  }

  /** Asked only now: a form may be corrected between the announcement of a file and its arrival. */
  private async subjectsOf({ tenantId, sessionId }: SessionRef): Promise<SessionCase['subjects']> {
    const path = `/internal/sessions/${encodeURIComponent(sessionId)}/case`;
    const call = { path, tenantId, timeoutMs: subjectsLimitMs };
    return (await this.services.json<SessionCase>('workflow', call)).subjects;
  }
}
