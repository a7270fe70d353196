import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { rememberRoutes } from './allowed-methods.js';

/** Where each service shows the description of its own routes; the gateway merges them. */
export const openApiPath = '/internal/openapi.json';

/** Builds the description of a service's routes from what their controllers declare. */
export function describeRoutes(app: NestFastifyApplication, title: string): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle(title)
    .setVersion('1')
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'API key' }, 'api_key')
    .build();
  // Routes name their tag themselves; one per controller class beside it would show everything twice.
  return SwaggerModule.createDocument(app, config, { autoTagControllers: false });
}

/** Serves the service's own description. It holds no secrets, and only the gateway's network reaches it. */
export function serveOpenApi(app: NestFastifyApplication, service: string): void {
  const document = describeRoutes(app, service);
  const server = app.getHttpAdapter().getInstance();
  server.get(openApiPath, async () => document);
  rememberRoutes(server, document);
}
