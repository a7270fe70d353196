import {
  MatchFace,
  type BiometricsView,
  type DocumentView,
  type LivenessConfig,
  type LivenessStep,
} from '#libs/contracts';
import { newId } from '#libs/platform';
import type { Caller } from '#libs/security';
import {
  endUser,
  Neighbour,
  openStage,
  ServiceStage,
  type Answer,
  type StageParts,
} from '#libs/service-stage';
import { biometricsService } from '../service.js';

type Json = Record<string, unknown>;

export type EndUser = Caller & { kind: 'end_user' };

const defaults: LivenessConfig = {
  min_confidence: 90,
  challenge_type: 'FaceMovementChallenge',
  save_reference_image: true,
  save_audit_images: false,
  use_for_face_match: true,
  max_retries: 3,
};

/** The biometrics service alone. */
export class BiometricsStage extends ServiceStage {
  private constructor(
    parts: StageParts,
    readonly workflow: Neighbour,
    readonly documents: Neighbour,
  ) {
    super(parts);
  }

  static async start(env: Record<string, string> = {}): Promise<BiometricsStage> {
    const [workflow, documents] = [await Neighbour.start(), await Neighbour.start()];
    const parts = await openStage(biometricsService, { workflow, document: documents }, env);
    return new BiometricsStage(parts, workflow, documents).listen();
  }

  /** The end user of a new session whose liveness step it is, and whose documents are these. */
  openSession(step: Partial<LivenessConfig> = {}, more: Partial<LivenessStep> = {}): EndUser {
    const sessionId = newId('ses');
    const body: LivenessStep = { step_id: 'live', config: { ...defaults, ...step }, ...more };
    this.workflow.answers.set(`GET /internal/sessions/${sessionId}/liveness-step`, { body });
    const images = `POST /internal/sessions/${sessionId}/liveness-images`;
    this.documents.answers.set(images, { body: {} });
    this.giveDocuments(sessionId, []);
    return endUser(sessionId);
  }

  /** What the document service has of a session; pictures by document id. */
  giveDocuments(sessionId: string, given: { document_type: string; picture: Buffer }[]): string[] {
    const documents = given.map(({ document_type, picture }): DocumentView => {
      const doc_id = newId('doc');
      this.documents.answers.set(`GET /internal/documents/${doc_id}/content`, { body: picture });
      const about = {
        content_type: 'image/jpeg',
        size: picture.length,
        uploaded_at: new Date().toISOString(),
      };
      const nothing = { fields: {}, warnings: [], signals: [] };
      return { doc_id, step_id: 'documents', document_type, status: 'uploaded', ...about, ...nothing };
    });
    const line = `GET /internal/sessions/${sessionId}/documents`;
    this.documents.answers.set(line, { body: { documents } });
    return documents.map(({ doc_id }) => doc_id);
  }

  begin(user: EndUser): Promise<Answer> {
    return this.call(user, 'POST', '/public/session/liveness/create');
  }

  verify(user: EndUser, checkId: unknown): Promise<Answer> {
    return this.call(user, 'POST', '/public/session/liveness/verify', { liveness_session_id: checkId });
  }

  /** Begins a check and takes its result. */
  async check(user: EndUser): Promise<Answer> {
    const begun = await this.begin(user);
    if (begun.status !== 201) throw new Error(`the check did not begin: ${JSON.stringify(begun.body)}`);
    return this.verify(user, begun.body['session_id']);
  }

  async viewOf({ tenantId, sessionId }: EndUser): Promise<BiometricsView> {
    const caller: Caller = { kind: 'service', tenantId, id: 'workflow' };
    return (await this.call(caller, 'GET', `/internal/sessions/${sessionId}/biometrics`)).body;
  }

  /** What was said in the messages about a session of one type, in their order. */
  async told({ sessionId }: EndUser, type: string): Promise<Json[]> {
    return (await this.sentAbout(sessionId)).filter((one) => one.type === type).map(({ data }) => data);
  }

  /** Has the faces of a session compared and waits for the result. */
  async matchFaces(user: EndUser, threshold = 0.85): Promise<Json> {
    const check_id = newId('chk');
    await this.deliver(MatchFace, { session_id: user.sessionId, check_id, threshold });
    return this.until(async () =>
      (await this.told(user, 'kyc.biometrics.face_match_completed')).find(
        (data) => data['check_id'] === check_id,
      ),
    );
  }
}
