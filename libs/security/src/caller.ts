/** What an API key may be allowed to do. */
export const scopes = ['kyc:read', 'kyc:create', 'kyc:decide', 'kyc:delete', 'tenant:manage'] as const;
export type Scope = (typeof scopes)[number];

/** Who stands behind a call, as the gateway (or a calling service) proved it. */
export type Caller =
  | { kind: 'api_key'; tenantId: string; id: string; scopes: readonly Scope[] }
  | { kind: 'end_user'; tenantId: string; sessionId: string }
  | { kind: 'service'; tenantId: string; id: string };

/** The actor of a timeline entry: never a name, only what kind of caller it was and its id. */
export function actorOf(caller: Caller): string {
  switch (caller.kind) {
    case 'api_key':
      return `api_key:${caller.id}`;
    case 'end_user':
      return 'end_user';
    case 'service':
      return `service:${caller.id}`;
  }
}
