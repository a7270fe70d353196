import { ApiBody } from '@nestjs/swagger';
import { DefinitionSchema } from './definition.js';

/**
 * Describes the body of a route that takes a whole definition. The route's use case checks it, because only together
 * with everything else that is wrong with a definition are all mistakes shown at once.
 */
export function DefinitionBody(): MethodDecorator {
  return ApiBody({ schema: definitionSchemaJson() });
}

/** The schema without TypeBox's symbols, which the OpenAPI document must not see. */
export function definitionSchemaJson(): Record<string, never> {
  return JSON.parse(JSON.stringify(DefinitionSchema)) as Record<string, never>;
}
