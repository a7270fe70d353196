import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Agent, request, type Dispatcher } from 'undici';
import { continueTrace, currentWork, ServiceAddresses } from '#libs/platform';
import { TransientFailure } from '#libs/problems';
import { identityHeader, IdentitySigner, type Caller } from '#libs/security';
import type { Owner } from '../routing/ownership.js';

/** A call on its way to the service that owns its route. */
export interface ForwardedCall {
  service: Owner;
  method: string;
  /** With the query. */
  path: string;
  headers: Record<string, string>;
  body?: Buffer;
  /** Who calls, as proved here; absent only where the path itself is the permission. */
  caller?: Caller;
}

export type ServiceAnswer = Dispatcher.ResponseData;

const answerLimitMs = 60_000;
const connectLimitMs = 3_000;
const retryAfterMs = 2_000;

/** Passes calls to the owning services over kept connections, with a signed identity. */
@Injectable()
export class Forwarder implements OnApplicationShutdown {
  private readonly agent = new Agent({
    connections: 128,
    connect: { timeout: connectLimitMs },
    headersTimeout: answerLimitMs,
    bodyTimeout: answerLimitMs,
  });

  constructor(
    private readonly addresses: ServiceAddresses,
    private readonly signer: IdentitySigner,
  ) {}

  /**
   * Sends the call and resolves with the head of the answer; the caller must consume its body.
   *
   * @throws TransientFailure when the service cannot be reached or does not answer within a minute.
   */
  async send(call: ForwardedCall): Promise<ServiceAnswer> {
    const headers = { ...call.headers, ...(await this.ownHeaders(call)) };
    try {
      return await this.attempt(call, headers).catch((error: unknown) => {
        if (!mayRepeat(call, error)) throw error;
        return this.attempt(call, headers);
      });
    } catch (error) {
      throw new TransientFailure(`the ${call.service} service did not answer`, retryAfterMs, {
        cause: error,
      });
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.agent.close();
  }

  private async attempt(call: ForwardedCall, headers: Record<string, string>): Promise<ServiceAnswer> {
    return request(this.addresses.get(call.service) + call.path, {
      method: call.method,
      headers,
      body: call.body,
      dispatcher: this.agent,
    });
  }

  private async ownHeaders({ caller, service }: ForwardedCall): Promise<Record<string, string>> {
    const work = currentWork();
    return {
      ...(caller && { [identityHeader]: await this.signer.sign(caller, service) }),
      ...(work && { 'x-request-id': work.requestId }),
      traceparent: continueTrace(work?.traceparent),
    };
  }
}

/** A kept connection may end just as it is used again, when a service is replaced; reading twice harms nobody. */
function mayRepeat({ method }: ForwardedCall, error: unknown): boolean {
  const { code } = error as { code?: string };
  const isBroken = code === 'UND_ERR_SOCKET' || code === 'ECONNRESET' || code === 'EPIPE';
  return isBroken && (method === 'GET' || method === 'HEAD');
}
