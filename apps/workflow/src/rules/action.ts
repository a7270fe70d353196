import { Type, type Static } from '@sinclair/typebox';

/** What a rule may ask for, strongest first; `no_action` only records that it fired. */
export const actions = ['auto_deny', 'manual_review', 'flag', 'auto_approve', 'no_action'] as const;
export type Action = (typeof actions)[number];

export const ActionSchema = Type.Union(actions.map((action) => Type.Literal(action)));
export const Reason = Type.Optional(Type.String({ minLength: 1, maxLength: 500 }));
export type ReasonText = Static<typeof Reason>;

/** The strongest of the actions, or undefined when there is none. */
export function strongest(asked: readonly Action[]): Action | undefined {
  return actions.find((action) => asked.includes(action));
}
