const mostOutcomes = 100;
const longestOutcome = 64;

/**
 * The magic values at `sandbox.liveness` of a session's metadata: one for each attempt, the last one for all that
 * follow. Undefined when there are none. What they mean is up to the sandbox; what is no text is passed on as an empty
 * one, which means nothing there.
 */
export function sandboxOutcomes(metadata: Readonly<Record<string, unknown>>): string[] | undefined {
  const { sandbox } = metadata;
  if (typeof sandbox !== 'object' || sandbox === null) return undefined;
  const given = (sandbox as { liveness?: unknown }).liveness ?? [];
  const values: unknown[] = Array.isArray(given) ? given.slice(0, mostOutcomes) : [given];
  if (values.length === 0) return undefined;
  return values.map((value) => (typeof value === 'string' ? value.slice(0, longestOutcome) : ''));
}
