import type { OnApplicationShutdown } from '@nestjs/common';
import {
  CreateFaceLivenessSessionCommand,
  GetFaceLivenessSessionResultsCommand,
  RekognitionClient,
  type GetFaceLivenessSessionResultsResponse,
  type RekognitionClientConfig,
} from '@aws-sdk/client-rekognition';
import type { Logger } from '#libs/platform';
import type { BegunLiveness, LivenessOrder, LivenessProvider, LivenessResult } from './liveness-provider.js';
import { cannotAnswer, classify } from './rekognition-failures.js';

export interface RekognitionOptions {
  region: string;
  /** An endpoint other than the region's. */
  endpoint?: string;
  /** The SDK's usual sources unless given. */
  credentials?: RekognitionClientConfig['credentials'];
  /** One try of a request, ms. */
  requestTimeoutMs?: number;
  /** All tries of a call with the pauses between them, ms; shorter than an attempt's reservation. */
  callTimeoutMs?: number;
}

/** "A SessionId expires 3 minutes after it's sent" (API reference of CreateFaceLivenessSession). */
const lifetimeMs = 3 * 60_000;
const connectTimeoutMs = 2_000;
const tries = 3;
const feedbackCode = /^[A-Z][A-Z_]{0,79}$/;

/** Amazon Rekognition Face Liveness. Pictures come in its answers, never through a bucket of its own. */
export class RekognitionLiveness implements LivenessProvider, OnApplicationShutdown {
  readonly name = 'rekognition';
  private readonly client: RekognitionClient;
  private readonly callTimeoutMs: number;

  constructor(
    options: RekognitionOptions,
    private readonly logger: Logger,
  ) {
    const { region, endpoint, credentials, requestTimeoutMs = 6_000, callTimeoutMs = 15_000 } = options;
    this.callTimeoutMs = callTimeoutMs;
    this.client = new RekognitionClient({
      region,
      ...(endpoint && { endpoint }),
      ...(credentials && { credentials }),
      maxAttempts: tries,
      requestHandler: {
        connectionTimeout: connectTimeoutMs,
        requestTimeout: requestTimeoutMs,
        // Without it the SDK only warns when the time is over.
        throwOnRequestTimeout: true,
      },
    });
  }

  onApplicationShutdown(): void {
    this.client.destroy();
  }

  async create({ token, challengeType, auditImages }: LivenessOrder): Promise<BegunLiveness> {
    const expiresAt = new Date(Date.now() + lifetimeMs);
    const command = new CreateFaceLivenessSessionCommand({
      ClientRequestToken: token,
      Settings: { AuditImagesLimit: auditImages, ChallengePreferences: [{ Type: challengeType }] },
    });
    const { SessionId: sessionId } = await this.attempt('CreateFaceLivenessSession', (abortSignal) =>
      this.client.send(command, { abortSignal }),
    );
    if (!sessionId) throw this.brokenAnswer('CreateFaceLivenessSession');
    return { sessionId, expiresAt };
  }

  async result(sessionId: string): Promise<LivenessResult> {
    const command = new GetFaceLivenessSessionResultsCommand({ SessionId: sessionId });
    const answer = await this.attempt('GetFaceLivenessSessionResults', (abortSignal) =>
      this.client.send(command, { abortSignal }).catch(undefinedWhenGone),
    );
    return answer ? this.read(answer) : { status: 'expired', reasons: [] };
  }

  private read(answer: GetFaceLivenessSessionResultsResponse): LivenessResult {
    switch (answer.Status) {
      case 'CREATED':
      case 'IN_PROGRESS':
        return { status: 'in_progress' };
      case 'FAILED':
        return { status: 'failed', confidence: answer.Confidence, reasons: feedbackOf(answer) };
      case 'EXPIRED':
        return { status: 'expired', reasons: [] };
      case 'SUCCEEDED':
        return this.readSuccess(answer);
      case undefined:
      default:
        throw this.brokenAnswer('GetFaceLivenessSessionResults');
    }
  }

  private readSuccess(answer: GetFaceLivenessSessionResultsResponse): LivenessResult {
    const { Confidence: confidence, ReferenceImage, AuditImages = [] } = answer;
    if (confidence === undefined || !(confidence >= 0 && confidence <= 100))
      throw this.brokenAnswer('GetFaceLivenessSessionResults');
    const [referenceImage] = picturesOf([ReferenceImage]);
    return {
      status: 'succeeded',
      confidence,
      reasons: feedbackOf(answer),
      ...(referenceImage && { referenceImage }),
      auditImages: picturesOf(AuditImages),
    };
  }

  private async attempt<T>(operation: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    try {
      return await work(AbortSignal.timeout(this.callTimeoutMs));
    } catch (error) {
      const failure = classify(error);
      const { name, status, passesByItself } = failure;
      if (!passesByItself)
        this.logger.error(
          { operation, failure: name, status },
          'Rekognition refused a call or answered badly',
        );
      throw cannotAnswer(failure);
    }
  }

  private brokenAnswer(operation: string): Error {
    this.logger.error({ operation }, 'Rekognition’s answer lacks what its contract promises');
    return cannotAnswer({ name: 'BrokenAnswer', passesByItself: false });
  }
}

type Answered = GetFaceLivenessSessionResultsResponse;

/** What the service saw in the video (`LOW_LIGHTING_DETECTED`, …) as reason codes. */
function feedbackOf({ Feedback = [] }: Answered): string[] {
  return Feedback.map(({ Code }) => String(Code))
    .filter((code) => feedbackCode.test(code))
    .map((code) => code.toLowerCase());
}

function picturesOf(images: readonly Answered['ReferenceImage'][]): Buffer[] {
  return images.flatMap((image) => (image?.Bytes?.length ? [Buffer.from(image.Bytes)] : []));
}

function undefinedWhenGone(error: unknown): undefined {
  if ((error as { name?: string }).name === 'SessionNotFoundException') return undefined;
  throw error;
}
