import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import type { Readable } from 'node:stream';
import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController, type OpenAPIObject } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { asyncApiDocument } from '#libs/contracts';
import { Operate } from '#libs/platform';
import { DomainRefusal } from '#libs/problems';
import { ApiDescription } from './api-description.js';
import { openEventsPage } from './events-page.js';
import { problemCatalogue, problemsPage, swaggerPage, swaggerStart } from './pages.js';

const packageFile = createRequire(import.meta.url);
const assetTypes: Record<string, string> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
};
const html = 'text/html; charset=utf-8';
/** Swagger UI styles itself inline and holds its icons as data. */
const pagePolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
  "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
const anybody = (summary: string): MethodDecorator =>
  Operate({ summary, tag: 'Documentation', access: 'anonymous', answers: {} });

/** The API reference: Swagger UI, the OpenAPI document behind it, all messages, and the catalogue of problem codes. */
@ApiExcludeController()
@Controller('docs')
export class DocsController {
  constructor(private readonly description: ApiDescription) {}

  @Get()
  @anybody('Swagger UI')
  page(@Res() reply: FastifyReply): void {
    void sendPage(reply, swaggerPage);
  }

  @Get('openapi.json')
  @anybody('The OpenAPI document')
  async openApi(): Promise<OpenAPIObject> {
    return this.description.document();
  }

  @Get('asyncapi.json')
  @anybody('The AsyncAPI document')
  asyncApi(): Record<string, unknown> {
    return asyncApiDocument();
  }

  @Get('events')
  @anybody('All messages as a page')
  events(@Res() reply: FastifyReply): void {
    void sendPage(reply, openEventsPage());
  }

  @Get('problems')
  @anybody('The catalogue of problem codes')
  problems(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    if (request.headers.accept?.includes('application/json')) void reply.send(problemCatalogue());
    else void sendPage(reply, problemsPage());
  }

  @Get('assets/:file')
  @anybody('A part of the Swagger UI page')
  asset(@Param('file') file: string, @Res() reply: FastifyReply): void {
    const type = assetTypes[file];
    if (file === 'start.js') void reply.type('text/javascript; charset=utf-8').send(swaggerStart);
    else if (type === undefined) throw new DomainRefusal('not_found', 'There is no such file.');
    else
      void reply
        .type(type)
        .header('cache-control', 'public, max-age=86400')
        .send(createReadStream(packageFile.resolve(`swagger-ui-dist/${file}`)));
  }
}

function sendPage(reply: FastifyReply, page: string | Readable): FastifyReply {
  return reply.type(html).header('content-security-policy', pagePolicy).send(page);
}
