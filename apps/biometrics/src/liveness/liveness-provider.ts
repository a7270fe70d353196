import type { LivenessConfig } from '#libs/contracts';

/** What a provider is told when a liveness check begins. */
export interface LivenessOrder {
  /** The same token always stands for the same check: a repeated request begins no second one. Letters, digits, `-`. */
  token: string;
  challengeType: LivenessConfig['challenge_type'];
  /** How many frames of the video are wanted besides the reference image: 0 to 4; fewer may come. */
  auditImages: number;
  /** What the sandbox shall answer; other providers take no notice. */
  sandboxOutcome?: string;
}

/** A check that the user's device can run now. */
export interface BegunLiveness {
  sessionId: string;
  /** No result can be had after it. */
  expiresAt: Date;
}

/** What a provider says about a check. `reasons` are codes; every result of the sandbox has `sandbox_result`. */
export type LivenessResult =
  { status: 'in_progress' } | EndedWithoutResult | (SucceededLiveness & { status: 'succeeded' });

interface EndedWithoutResult {
  status: 'failed' | 'expired';
  /** 0 to 100, when there is one all the same. */
  confidence?: number;
  reasons: string[];
}

/** A check that ran to its end, whatever its confidence. */
export interface SucceededLiveness {
  /** That a living person was before the camera, 0 to 100. */
  confidence: number;
  reasons: string[];
  /** The best frame of the video, JPEG or PNG. */
  referenceImage?: Buffer;
  /** Further frames. */
  auditImages: Buffer[];
  /** The sandbox has no pictures: what a comparison with the identity document shall say instead, 0 to 1. */
  simulatedSimilarity?: number;
}

/** Checks that a living person is before the camera. */
export interface LivenessProvider {
  readonly name: 'rekognition' | 'sandbox';

  /** @throws TransientFailure when the provider cannot begin a check now */
  create(order: LivenessOrder): Promise<BegunLiveness>;

  /**
   * May be asked again as long as it says `in_progress`, and after the end until the check expires. A check that the
   * provider does not know (any more) is `expired`.
   *
   * @throws TransientFailure when the provider cannot answer now, or not as its contract says
   */
  result(sessionId: string): Promise<LivenessResult>;
}

/** Injects the provider that the settings chose. */
export const LIVENESS_PROVIDER = Symbol('liveness provider');
