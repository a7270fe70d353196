import type { FastifyReply } from 'fastify';
import type { ServiceAnswer } from './forwarder.js';
import { outwardHeaders } from './headers.js';

/** Answers the outside call with a service's answer: status, the headers that may pass, and the body as it streams in. */
export async function passBack(answer: ServiceAnswer, method: string, reply: FastifyReply): Promise<void> {
  void reply.code(answer.statusCode).headers(outwardHeaders(answer.headers));
  if (method === 'HEAD' || answer.statusCode === 204 || answer.statusCode === 304) {
    await answer.body.dump();
    await reply.send();
  } else {
    await reply.send(answer.body);
  }
}
