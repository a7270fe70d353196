import { DomainRefusal } from '#libs/problems';

/** @throws DomainRefusal `invalid_request` when it is not said who the party is */
export function requireNameOrDraft({ name, draft_id }: { name?: string; draft_id?: string }): void {
  if (name !== undefined || draft_id !== undefined) return;
  throw new DomainRefusal('invalid_request', 'See `errors` for each thing to change.', [
    { pointer: '/name', code: 'required', detail: 'is required unless a `draft_id` is given' },
  ]);
}
