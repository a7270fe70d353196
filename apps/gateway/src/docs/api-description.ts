import { Inject, Injectable } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { request } from 'undici';
import {
  LOGGER,
  openApiPath,
  ServiceAddresses,
  serviceNames,
  SETTINGS,
  type Logger,
  type ServiceName,
  type Settings,
} from '#libs/platform';
import { describeSessionView } from '../session-view/describe-session-view.js';
import { mergeRoutes, type ServiceDescription } from './merge-openapi.js';
import { sharedComponents } from './shared-components.js';

const fetchLimitMs = 2_000;
/** A complete description is kept this long, so that a service that is replaced shows its new routes soon. */
const keptMs = 60_000;

const introduction = `Workflows, sessions, documents, biometrics, screening and one explainable decision.

Back-office calls (\`/kyc\`) carry \`Authorization: Bearer\` with an API key. End users' calls carry the token of their
session link in the path and nothing else. Every refusal is \`application/problem+json\` with a stable \`code\`; all of
them are listed under [/docs/problems](/docs/problems). What every other code means, and what to do about it, is in
\`docs/codes.md\` of the project. What is sent to other systems is described under
[/docs/events](/docs/events). Names are snake_case, times are UTC in ISO 8601, ids are opaque,
lists are paged by \`limit\` and \`cursor\`, and properties a request does not know are errors.`;

/** The one OpenAPI document of the platform, put together from what each service says of its own routes. */
@Injectable()
export class ApiDescription {
  private own?: OpenAPIObject;
  private kept?: { document: OpenAPIObject; until: number };

  constructor(
    private readonly addresses: ServiceAddresses,
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Tells it the gateway's own routes, once, before the gateway listens. */
  describeOwnRoutes(document: OpenAPIObject): void {
    this.own = document;
  }

  /** The document; services that do not answer are left out and named in its text, and the next call asks again. */
  async document(now = Date.now()): Promise<OpenAPIObject> {
    if (this.kept && this.kept.until > now) return this.kept.document;
    const others = serviceNames.filter((name) => name !== 'gateway');
    const fetched = await Promise.all(others.map((name) => this.descriptionOf(name)));
    const missing = others.filter((_, i) => fetched[i] === undefined);
    const own = this.own ? [{ service: 'gateway', document: this.own }] : [];
    const document = this.compose([...own, ...fetched.filter((d) => d !== undefined)], missing);
    if (missing.length === 0) this.kept = { document, until: now + keptMs };
    return document;
  }

  private compose(
    descriptions: readonly ServiceDescription[],
    missing: readonly ServiceName[],
  ): OpenAPIObject {
    const { paths, schemas, tags } = mergeRoutes(descriptions);
    const note = `\n\n**Incomplete:** these services do not answer at the moment: ${missing.join(', ')}.`;
    return {
      openapi: '3.1.0',
      info: {
        title: 'KYC platform',
        version: '1',
        description: missing.length > 0 ? introduction + note : introduction,
      },
      servers: [{ url: this.settings.PUBLIC_URL ?? '/' }],
      tags,
      paths: describeSessionView(paths),
      components: sharedComponents(schemas),
    };
  }

  private async descriptionOf(service: ServiceName): Promise<ServiceDescription | undefined> {
    try {
      const { statusCode, body } = await request(this.addresses.get(service) + openApiPath, {
        signal: AbortSignal.timeout(fetchLimitMs),
      });
      if (statusCode === 200) return { service, document: (await body.json()) as OpenAPIObject };
      await body.dump();
      throw new Error(`answered ${statusCode}`);
    } catch (error) {
      this.logger.warn({ err: error, from: service }, 'the API description lacks a service');
      return undefined;
    }
  }
}
