import type { CheckResult } from '#libs/checks';
import type { CaseWallet, WalletEvidence } from '#libs/contracts';
import type { LoadedLists } from '../catalogue/loaded-lists.js';
import { screen, searchedList } from '../screenings/screening.js';

/** Rules may look for any list or topic among the matches, so more are kept than a person would read. */
const matchesPerWallet = 100;

/** What this engine does not look at. */
const limits: readonly string[] = ['Looks addresses up on the loaded lists; does not analyse transactions.'];

export interface CheckedWallets {
  result: CheckResult;
  evidence: WalletEvidence;
}

/**
 * Looks every wallet of a session up on the lists, by its address. A listed address is the same wallet, so that it
 * fails; a list that is wanted but not loaded is never a pass, unless there is no wallet to look for. Pure.
 */
export function checkWallets(
  lists: LoadedLists,
  wallets: readonly CaseWallet[],
  wanted?: readonly string[],
): CheckedWallets {
  const scope = wanted?.length ? wanted : undefined;
  const options = { limit: matchesPerWallet, ...(scope && { lists: scope }) };
  const checked = wallets.map(({ address, source, network, entity_role }) => ({
    source,
    network,
    ...(entity_role && { entity_role }),
    matches: screen(lists, { type: 'any', wallets: [address] }, options).matches,
  }));
  const searched = lists.within(scope);
  const isListMissing = (scope ?? []).some((id) => searched.every((list) => list.id !== id));
  return {
    result: resultOf(checked, isListMissing),
    evidence: { lists: searched.map(searchedList), wallets: checked, limits: [...limits] },
  };
}

/** The evidence of a check that looked nothing up. */
export function noWalletsChecked(): WalletEvidence {
  return { lists: [], wallets: [], limits: [...limits] };
}

function resultOf(checked: WalletEvidence['wallets'], isListMissing: boolean): CheckResult {
  if (checked.length === 0) return { status: 'completed', outcome: 'pass', reasons: ['no_wallet'] };
  const isListed = checked.some(({ matches }) => matches.length > 0);
  const reasons = [...(isListed ? ['wallet_match'] : []), ...(isListMissing ? ['list_not_loaded'] : [])];
  return {
    status: 'completed',
    outcome: isListed ? 'fail' : isListMissing ? 'review' : 'pass',
    reasons,
  };
}
