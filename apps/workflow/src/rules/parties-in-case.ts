import type { AdverseMediaFinding, PartyFindings, SubsessionView } from '#libs/contracts';
import type { WorkflowDefinition } from '../definitions/definition.js';
import { stepTypeOf } from '../steps/registry.js';
import type { CaseMatch } from './case.js';

/** Percent from which a natural person is a beneficial owner: Regulation (EU) 2024/1624, Article 52(1). */
const usualOwnershipThreshold = 25;

export const ownershipThreshold = ({ validation_config }: WorkflowDefinition): number =>
  validation_config.ownership_threshold ?? usualOwnershipThreshold;

/** Steps whose related parties count for the session that invited them. */
export function impactingSteps({ steps }: WorkflowDefinition): ReadonlySet<string> {
  const impacting = steps.filter((step) =>
    stepTypeOf(step.type)
      .brings(step)
      .parties?.some(({ impactsParent }) => impactsParent),
  );
  return new Set(impacting.map(({ step_id }) => step_id));
}

/** What was found out about parties that count for a session: their own findings, and those of theirs that count. */
export function findingsOfParties(
  parties: readonly SubsessionView[],
  impacting: ReadonlySet<string>,
): { matches: CaseMatch[]; adverse_media: AdverseMediaFinding[] } {
  const counted = parties.filter(({ step_id }) => impacting.has(step_id)).map(findingsOfParty);
  return {
    matches: counted.flatMap(({ matches }) => matches),
    adverse_media: counted.flatMap(({ adverse_media }) => adverse_media),
  };
}

/** `source` becomes `subsession:<id>/<place in the party's own session>`; the party's role stands in for none. */
function findingsOfParty(party: SubsessionView): Pick<PartyFindings, 'matches' | 'adverse_media'> {
  const { subsession_id, role, findings, subsessions = [] } = party;
  const below = findingsOfParties(subsessions, new Set(findings?.impacting_steps));
  const from = <T extends { source: string; entity_role?: string }>(one: T): T => {
    const entity_role = one.entity_role ?? role;
    return {
      ...one,
      source: `subsession:${subsession_id}/${one.source}`,
      ...(entity_role && { entity_role }),
    };
  };
  return {
    matches: [...(findings?.matches ?? []).map(from), ...below.matches],
    adverse_media: [
      ...(findings?.adverse_media ?? []).map((one) => ({ ...one, subject: from(one.subject) })),
      ...below.adverse_media,
    ],
  };
}
