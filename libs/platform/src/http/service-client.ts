import { Agent, request, type Dispatcher } from 'undici';
import {
  DomainRefusal,
  problemCodes,
  TransientFailure,
  type FieldError,
  type ProblemCode,
} from '#libs/problems';
import { identityHeader, type Caller, type IdentitySigner } from '#libs/security';
import { continueTrace, currentWork } from '../context.js';
import type { ServiceAddresses, ServiceName } from '../runtime/services.js';

export interface ServiceCall {
  method?: 'GET' | 'POST' | 'DELETE';
  path: string;
  /** Whose data the call is about; the called service sees this service acting in that tenant. */
  tenantId: string;
  body?: unknown;
  /** Whole call, milliseconds. */
  timeoutMs?: number;
}

const defaultTimeoutMs = 10_000;

/**
 * Calls between services. A refusal of the called service comes back as the same `DomainRefusal`; no answer, a time-out
 * or a 5xx is a `TransientFailure`.
 */
export class ServiceClient {
  private readonly agent = new Agent({ connections: 64, keepAliveTimeout: 30_000 });

  constructor(
    private readonly self: ServiceName,
    private readonly addresses: ServiceAddresses,
    private readonly signer: IdentitySigner,
  ) {}

  async json<T>(to: ServiceName, call: ServiceCall): Promise<T> {
    const response = await this.send(to, call);
    return (await response.body.json()) as T;
  }

  async bytes(to: ServiceName, call: ServiceCall): Promise<Buffer> {
    const response = await this.send(to, call);
    return Buffer.from(await response.body.arrayBuffer());
  }

  async close(): Promise<void> {
    await this.agent.close();
  }

  private async send(to: ServiceName, call: ServiceCall): Promise<Dispatcher.ResponseData> {
    const caller: Caller = { kind: 'service', tenantId: call.tenantId, id: this.self };
    const work = currentWork();
    const headers: Record<string, string> = {
      [identityHeader]: await this.signer.sign(caller, to),
      traceparent: continueTrace(work?.traceparent),
      ...(work && { 'x-request-id': work.requestId }),
      ...(call.body !== undefined && { 'content-type': 'application/json' }),
    };
    const response = await this.attempt(to, call, headers);
    if (response.statusCode < 400) return response;
    throw await refusalOf(to, response);
  }

  private async attempt(
    to: ServiceName,
    call: ServiceCall,
    headers: Record<string, string>,
  ): Promise<Dispatcher.ResponseData> {
    try {
      return await request(this.addresses.get(to) + call.path, {
        method: call.method ?? 'GET',
        headers,
        ...(call.body !== undefined && { body: JSON.stringify(call.body) }),
        dispatcher: this.agent,
        signal: AbortSignal.timeout(call.timeoutMs ?? defaultTimeoutMs),
      });
    } catch (error) {
      throw new TransientFailure(`the ${to} service did not answer`, 1_000, { cause: error });
    }
  }
}

async function refusalOf(to: ServiceName, response: Dispatcher.ResponseData): Promise<Error> {
  const body = (await response.body.json().catch(() => ({}))) as {
    code?: string;
    detail?: string;
    errors?: FieldError[];
  };
  if (response.statusCode >= 500 || !body.code || !(body.code in problemCodes))
    return new TransientFailure(`the ${to} service answered ${response.statusCode}`);
  return new DomainRefusal(body.code as ProblemCode, body.detail ?? '', body.errors ?? []);
}
