import type { CheckResult } from '#libs/checks';
import type { AdverseMediaEvidence } from '#libs/contracts';

export interface ScreenedMedia {
  result: CheckResult;
  evidence: AdverseMediaEvidence;
}

/**
 * Adverse media screening of a session. The platform has no source of media, and says so: the check is not available,
 * which never counts as a pass.
 */
export function screenMedia(): ScreenedMedia {
  return {
    result: { status: 'not_available', reasons: ['no_media_source'] },
    evidence: {
      sources: [],
      findings: [],
      limits: ['No adverse media source is configured; nothing was searched.'],
    },
  };
}
