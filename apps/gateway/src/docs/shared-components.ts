import type { OpenAPIObject } from '@nestjs/swagger';
import { problemCodes } from '#libs/problems';

type Components = NonNullable<OpenAPIObject['components']>;
type Schema = NonNullable<Components['schemas']>[string];

/** Every refusal's body (RFC 9457). */
const problem: Schema = {
  type: 'object',
  description: 'RFC 9457 problem document. `code` is stable; `detail` is for people and may change.',
  required: ['type', 'title', 'status', 'detail', 'instance', 'code', 'errors'],
  properties: {
    type: { type: 'string', format: 'uri-reference', example: '/docs/problems#not_found' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    instance: { type: 'string', description: 'Names this one answer in our logs' },
    code: { type: 'string', enum: Object.keys(problemCodes) },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'code', 'detail'],
        properties: {
          pointer: { type: 'string', description: 'JSON pointer into the request' },
          code: { type: 'string' },
          detail: { type: 'string' },
        },
      },
    },
  },
};

const refusalTexts = {
  401: 'No valid API key was sent',
  403: 'The API key lacks the scope for this call',
  404: 'There is nothing here that the caller may see',
  410: 'The session has expired',
  503: 'A part of the platform does not answer at the moment; see Retry-After',
};

/** Schemas, common refusals and security schemes that every route's description may refer to. */
export function sharedComponents(schemas: Record<string, never>): Components {
  const responses = Object.entries(refusalTexts).map(([status, description]) => [
    `Refusal${status}`,
    {
      description,
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  ]);
  return {
    schemas: { ...schemas, Problem: problem },
    responses: Object.fromEntries(responses) as Components['responses'],
    securitySchemes: {
      api_key: { type: 'http', scheme: 'bearer', description: 'API key of a back office' },
    },
  };
}
