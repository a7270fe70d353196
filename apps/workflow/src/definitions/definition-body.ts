import { ApiBody } from '@nestjs/swagger';
import { DefinitionSchema } from './definition.js';

/**
 * Describes the body of a route that takes a definition. The route's use case checks it, because only together with
 * everything else that is wrong with a definition are all mistakes shown at once.
 *
 * @param written `whole` where the schema is written out; it is long, so the other routes point there
 */
export function DefinitionBody(written: 'whole' | 'reference' | 'overrides'): MethodDecorator {
  return ApiBody({ schema: schemas[written], required: written !== 'overrides' });
}

const place = '/kyc/workflows'.replaceAll('/', '~1');

const schemas = {
  // Without TypeBox's symbols, which the OpenAPI document must not see.
  whole: JSON.parse(JSON.stringify(DefinitionSchema)) as Record<string, never>,
  reference: { $ref: `#/paths/${place}/post/requestBody/content/application~1json/schema` },
  overrides: {
    type: 'object',
    description: 'Any property of a workflow definition; see the body of `POST /kyc/workflows`',
    additionalProperties: true,
  },
};
