import type { Caller } from '#libs/security';

type Part = Record<string, unknown>;

/** A session that a test has opened. */
export interface OpenedSession {
  id: string;
  token: string;
  user: Caller;
  /** The answer to its creation. */
  body: Part;
}

/** A form with one name. */
export const formStep = (more: Part = {}): Part => ({
  step_id: 'form',
  order: 1,
  name: 'Form',
  type: 'form_fill',
  custom_fields: [{ field_id: 'full_name', name: 'Name', type: 'name', required: true }],
  ...more,
});
