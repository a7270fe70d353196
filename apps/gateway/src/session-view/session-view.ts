import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { BiometricsView, DocumentView, OwnershipView, PartiesView } from '#libs/contracts';
import { LOGGER, ServiceClient, type Logger, type ServiceName } from '#libs/platform';
import { outwardHeaders } from '../forwarding/headers.js';
import type { ServiceAnswer } from '../forwarding/forwarder.js';
import { partyResults, shownParty, type PartyResultJson, type ShownParty } from './party-results.js';

/** The session whose parts are asked for. */
export interface ViewedSession {
  id: string;
  tenantId: string;
}

/** What stands in the view for a part whose service did not answer. */
export interface MissingPart {
  available: false;
}

/** What services other than workflow add to the view of a session. */
export interface SessionParts {
  documents: DocumentView[] | MissingPart;
  biometrics: BiometricsView | MissingPart;
  subsessions: ShownParty[] | MissingPart;
  /** Of workflows that collect related parties. */
  ownership?: OwnershipView;
}

const partLimitMs = 2_000;
const missing: MissingPart = { available: false };

/** The composed view of a session: workflow's core and the parts of the services that hold the rest. */
@Injectable()
export class SessionView {
  constructor(
    private readonly services: ServiceClient,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * Completes workflow's answer (a 200) with the parts and sends it. Called only after workflow has let the caller see
   * the session: the parts are asked for in the name of the gateway.
   */
  async complete(core: ServiceAnswer, session: ViewedSession, reply: FastifyReply): Promise<void> {
    const [view, parts] = await Promise.all([
      core.body.json() as Promise<Record<string, unknown>>,
      this.partsOf(session),
    ]);
    const { 'content-length': _length, ...headers } = outwardHeaders(core.headers);
    const { partyResults: subsessions, ...shown } = parts;
    const processing_results = { ...(view['processing_results'] as object | undefined), subsessions };
    await reply
      .code(200)
      .headers(headers)
      .send({ ...view, ...shown, processing_results });
  }

  private async partsOf(
    session: ViewedSession,
  ): Promise<SessionParts & { partyResults: PartyResultJson[] | MissingPart }> {
    const [documents, biometrics, parties] = await Promise.all([
      this.part<{ documents: DocumentView[] }>('document', 'documents', session),
      this.part<BiometricsView>('biometrics', 'biometrics', session),
      this.part<PartiesView>('subsession', 'subsessions', session),
    ]);
    return {
      documents: documents?.documents ?? missing,
      biometrics: biometrics ?? missing,
      subsessions: parties?.subsessions.map(shownParty) ?? missing,
      ...(parties?.ownership && { ownership: parties.ownership }),
      partyResults: parties ? parties.subsessions.flatMap((party) => partyResults(party)) : missing,
    };
  }

  private async part<T>(service: ServiceName, part: string, session: ViewedSession): Promise<T | undefined> {
    const path = `/internal/sessions/${encodeURIComponent(session.id)}/${part}`;
    try {
      return await this.services.json<T>(service, {
        path,
        tenantId: session.tenantId,
        timeoutMs: partLimitMs,
      });
    } catch (error) {
      this.logger.warn({ err: error, part }, 'a part of the session view is missing');
      return undefined;
    }
  }
}
