import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import { allMessages, asyncApiDocument } from '#libs/contracts';
import { problemCodes } from '#libs/problems';
import { openApiPath, serviceNames } from '#libs/platform';
import { openEventsPage } from './events-page.js';
import { nowhere, startPlatform, type Platform } from '../testing/platform.js';

let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.stop());

const json = (schema: object): object => ({ content: { 'application/json': { schema } } });
const operation = (more: object = {}): object => ({
  operationId: 'find',
  tags: ['Some'],
  responses: { 200: { description: 'ok', ...json({ type: 'object', properties: { a: {} } }) } },
  ...more,
});
const byKey = { security: [{ api_key: [] }] };

beforeEach(() => {
  platform.reset();
  for (const name of serviceNames)
    platform.owners[name].answers.set(`GET ${openApiPath}`, { body: { openapi: '3.1.0', paths: {} } });
  const workflow = {
    '/kyc/sessions/{id}': { get: operation(byKey) },
    '/public/session': { get: operation() },
    '/public/session/step/{step_id}/complete': { post: operation() },
    '/internal/sessions/{id}': { get: operation() },
    '/health/live': { get: operation() },
  };
  platform.owners.workflow.answers.set(`GET ${openApiPath}`, { body: { openapi: '3.1.0', paths: workflow } });
});

const fetchDocument = async (): Promise<OpenAPIObject> => {
  const answer = await platform.call('/docs/openapi.json');
  expect(answer.status).toBe(200);
  return (await answer.json()) as OpenAPIObject;
};

// The complete document is kept for a while, so the case of a missing service comes first.
describe('the API description', () => {
  it('leaves out a service that is down and says so, and is whole once it is back', async () => {
    platform.gateway.addresses.set('workflow', nowhere);
    const without = await fetchDocument();
    expect(without.info.description).toContain('do not answer at the moment: workflow');
    expect(Object.keys(without.paths)).toEqual(['/health/live', '/health/ready']);
    platform.gateway.addresses.set('workflow', platform.owners.workflow.url);
    expect((await fetchDocument()).info.description).not.toContain('Incomplete');
  });

  it('holds the routes that outsiders reach, under their outside paths', async () => {
    expect(Object.keys((await fetchDocument()).paths).sort()).toEqual([
      '/health/live',
      '/health/ready',
      '/kyc/sessions/{id}',
      '/public/sessions/{access_token}',
      '/public/sessions/{access_token}/step/{step_id}/complete',
    ]);
  });

  it('declares every path parameter and gives every operation a name of its own', async () => {
    const names: string[] = [];
    for (const [path, item] of Object.entries((await fetchDocument()).paths))
      for (const { operationId, parameters } of [item.get, item.post].filter((o) => o !== undefined)) {
        names.push(operationId ?? '');
        const declared = (parameters ?? []).filter((p) => 'in' in p).map((p) => p.name);
        for (const [, name] of path.matchAll(/\{([^}]+)\}/g)) expect(declared).toContain(name);
      }
    expect(new Set(names).size).toBe(names.length);
  });

  it('refers only to what it holds', async () => {
    const document = await fetchDocument();
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)].map(
      ([, at]) => at ?? '',
    );
    expect(references.length).toBeGreaterThan(0);
    for (const reference of references) {
      const target = reference
        .split('/')
        .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document);
      expect(target).toBeDefined();
    }
  });

  it('shows the session with the parts that the gateway adds', async () => {
    const view = (await fetchDocument()).paths['/kyc/sessions/{id}']?.get?.responses['200'];
    const content = view && 'content' in view ? view.content?.['application/json']?.schema : {};
    expect(content).toMatchObject({
      properties: { a: {}, documents: {}, biometrics: {}, subsessions: {} },
    });
  });

  it('says which refusals every call with a key or a link may meet', async () => {
    const { paths } = await fetchDocument();
    expect(paths['/kyc/sessions/{id}']?.get?.responses).toMatchObject({ 401: {}, 403: {}, 503: {} });
    expect(paths['/public/sessions/{access_token}']?.get?.responses).toMatchObject({ 404: {}, 410: {} });
  });
});

describe('the documentation pages', () => {
  it('load nothing from elsewhere', async () => {
    const page = await (await platform.call('/docs')).text();
    const parts = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url ?? '');
    expect(parts).toHaveLength(3);
    for (const url of parts) {
      const part = await platform.call(url);
      expect(part.status).toBe(200);
      expect((await part.text()).length).toBeGreaterThan(50);
    }
  });

  it('do not serve other files', async () => {
    for (const file of ['package.json', 'index.html', '..%2fpackage.json', '%2e%2e'])
      expect((await platform.call(`/docs/assets/${file}`)).status).toBe(404);
  });

  it('show every message without a script or a request for anything else', async () => {
    const answer = await platform.call('/docs/events');
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    const page = await answer.text();
    for (const { type } of allMessages) expect(page).toContain(type);
    expect(page).not.toMatch(/<(script|link|img|iframe)|\ssrc=|@import|url\(/i);
  });

  it('give the AsyncAPI document of the contracts', async () => {
    const answer = await platform.call('/docs/asyncapi.json');
    expect(answer.headers.get('content-type')).toContain('application/json');
    expect(await answer.json()).toEqual(asyncApiDocument());
  });

  it('say where else to look when an installation came without the page of messages', async () => {
    const elsewhere = await mkdtemp(join(tmpdir(), 'docs-'));
    await writeFile(join(elsewhere, 'package.json'), '{}');
    expect(() => openEventsPage(elsewhere)).toThrow(
      expect.objectContaining({ code: 'not_found', detail: expect.stringContaining('/docs/asyncapi.json') }),
    );
    await rm(elsewhere, { recursive: true });
  });

  it('explain every problem code at the place its type names', async () => {
    const page = await (await platform.call('/docs/problems')).text();
    for (const code of Object.keys(problemCodes)) expect(page).toContain(`id="${code}"`);
    const list = await platform.call('/docs/problems', { headers: { accept: 'application/json' } });
    expect(await list.json()).toHaveLength(Object.keys(problemCodes).length);
  });
});
