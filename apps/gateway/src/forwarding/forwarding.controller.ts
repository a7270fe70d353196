import { All, Controller, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Operate } from '#libs/platform';
import { DomainRefusal } from '#libs/problems';
import type { Caller } from '#libs/security';
import { destinationOf, type Destination } from '../routing/destination.js';
import { parseOutsidePath } from '../routing/outside-path.js';
import { SessionView } from '../session-view/session-view.js';
import { Admission } from './admission.js';
import { Forwarder } from './forwarder.js';
import { inwardHeaders } from './headers.js';
import { passBack } from './pass-back.js';

/** Every call that a service behind the gateway answers: proved, forwarded, and its answer passed back as it is. */
@ApiExcludeController()
@Controller()
export class ForwardingController {
  constructor(
    private readonly admission: Admission,
    private readonly forwarder: Forwarder,
    private readonly sessionView: SessionView,
  ) {}

  // Anonymous for the guard only: who may call is decided below, because it depends on the path.
  @All(['kyc/*', 'public/*', 'storage/*'])
  @Operate({ summary: 'Forwarded', tag: 'Gateway', access: 'anonymous', answers: {} })
  async forward(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { method, raw } = request;
    const destination = destinationOf(method, parseOutsidePath(raw.url ?? ''));
    refuseEncodedBody(request);
    const caller = await this.admit(destination, request, reply);
    const body = bodyOf(request);
    const headers = inwardHeaders(request.headers, body !== undefined);
    const answer = await this.forwarder.send({ ...destination, method, headers, body, caller });
    if (destination.kind === 'session_view' && caller && answer.statusCode === 200)
      await this.sessionView.complete(
        answer,
        { id: destination.sessionId, tenantId: caller.tenantId },
        reply,
      );
    else await passBack(answer, method, reply);
  }

  private async admit(
    destination: Destination,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<Caller | undefined> {
    switch (destination.kind) {
      case 'back_office':
      case 'session_view':
        return this.admission.byApiKey(request, reply);
      case 'public_session':
        return this.admission.byAccessToken(destination.token);
      case 'storage':
        return undefined;
    }
  }
}

function bodyOf({ body }: FastifyRequest): Buffer | undefined {
  return Buffer.isBuffer(body) && body.length > 0 ? body : undefined;
}

function refuseEncodedBody({ headers }: FastifyRequest): void {
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity')
    throw new DomainRefusal('unsupported_media_type', 'Send the body without a content encoding.');
}
