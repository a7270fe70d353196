import type { AdverseMediaFinding, PartyFindings, SubsessionView } from '#libs/contracts';
import type { WorkflowDefinition } from '../definitions/definition.js';
import { stepTypeOf } from '../steps/registry.js';
import type { CaseMatch, CaseSubsession } from './case.js';

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

/** Reasons of a review that nothing was found for: nobody but a person decides such sessions. */
const withoutFindings: readonly string[] = ['default_action', 'automation_disabled', 'sandbox_result'];

/** Whether a review was asked for by something that was found, or could not be. */
export const isOverFindings = (reasons: readonly string[]): boolean =>
  reasons.some((reason) => !withoutFindings.includes(reason));

/** The parties of every level as rules see them; what was found out about them stands among the findings of the case. */
export function casePartiesOf(
  parties: readonly SubsessionView[],
  impacting: ReadonlySet<string>,
  invitedBy?: string,
): CaseSubsession[] {
  return parties.flatMap(({ findings, subsessions = [], ...party }) => {
    const hasOpenFindings =
      party.status === 'manual_review' && isOverFindings(findings?.decision?.reasons ?? []);
    const seen: CaseSubsession = {
      ...party,
      impacts_parent: impacting.has(party.step_id),
      ...(hasOpenFindings && { has_open_findings: true }),
      ...(invitedBy && { parent_subsession_id: invitedBy }),
    };
    return [seen, ...casePartiesOf(subsessions, new Set(), party.subsession_id)];
  });
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
