import type { PartyFindings, SubsessionView } from '#libs/contracts';

/** A related party as the view lists it; the parties of its own session stand below it. */
export type ShownParty = Omit<SubsessionView, 'findings' | 'subsessions'> & { subsessions: ShownParty[] };

/** What became of a related party, of whatever level, and where it comes from. */
export type PartyResultJson = Omit<PartyFindings, 'decision' | 'impacting_steps'> & {
  subsession_id: string;
  session_id: string;
  step_id: string;
  /** The party that invited this one; null for parties of the session itself. */
  parent_subsession_id: string | null;
  name: string;
  role: string | null;
  status: string;
  final_decision: string | null;
  decided_at: string | null;
  reasons: string[];
};

export function shownParty({ findings: _findings, subsessions = [], ...party }: SubsessionView): ShownParty {
  return { ...party, subsessions: subsessions.map(shownParty) };
}

/** The party's result and those of all below it. */
export function partyResults(party: SubsessionView, parent: string | null = null): PartyResultJson[] {
  const { subsession_id, session_id, step_id, name, role, status, findings, subsessions = [] } = party;
  const { decision = null, checks = [], matches = [], adverse_media = [] } = findings ?? {};
  const own = {
    ...{ subsession_id, session_id, step_id, parent_subsession_id: parent, name, role: role ?? null, status },
    final_decision: decision?.final_decision ?? null,
    decided_at: decision?.decided_at ?? null,
    reasons: decision?.reasons ?? [],
    checks,
    matches,
    adverse_media,
  };
  return [own, ...subsessions.flatMap((below) => partyResults(below, subsession_id))];
}
