import { describe, expect, it } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { routes, type RouteName } from '../client/routes.js';
import { connect } from '../client/suite.js';

interface Description extends Record<string, unknown> {
  openapi: string;
  info: { description: string };
  paths: Record<
    string,
    Record<string, { operationId?: string; tags?: string[]; responses: Record<string, unknown> }>
  >;
}

const { api } = connect();
const description = async (): Promise<Description> => {
  const answer = await api.send<Description>('GET', `${api.options.baseUrl}/docs/openapi.json`);
  expect(answer.status).toBe(200);
  return answer.body;
};

/** Names of path parameters are the description's own business; `{action}` may stand for a fixed part. */
function covers(template: string, path: string): boolean {
  const pattern = template.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{[^}]+\}/g, '[^/]+');
  return new RegExp(`^${pattern}$`).test(path);
}

describe('the API description', () => {
  it('is a valid OpenAPI 3.1 document of all services', async () => {
    const document = await description();
    expect(document.openapi).toMatch(/^3\.1\./);
    expect(document.info.description).not.toContain('Incomplete');
    const { valid, errors } = await new Validator().validate(structuredClone(document));
    expect({ valid, errors }).toEqual({ valid: true, errors: undefined });
  });

  it.each(Object.keys(routes) as RouteName[])('knows %s', async (name) => {
    const { method, path } = routes[name];
    const { paths } = await description();
    const found = Object.entries(paths).filter(
      ([template, item]) => covers(template, path) && method.toLowerCase() in item,
    );
    expect(found.map(([template]) => template)).not.toEqual([]);
  });

  it('names nothing that only services may call, and every operation once', async () => {
    const { paths } = await description();
    expect(Object.keys(paths).filter((path) => path.includes('/internal'))).toEqual([]);
    const ids = Object.values(paths).flatMap((item) =>
      Object.values(item).map(({ operationId }) => operationId),
    );
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  });

  it('puts every operation under one tag', async () => {
    const { paths } = await description();
    const tags = Object.values(paths).flatMap((item) =>
      Object.values(item).map((operation) => operation.tags),
    );
    expect(tags.filter((some) => some?.length !== 1)).toEqual([]);
  });
});

describe('the pages', () => {
  it.each(['/docs', '/docs/problems'])('%s is HTML', async (path) => {
    const answer = await api.send('GET', api.options.baseUrl + path, { accept: 'text/html' });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toMatch(/^text\/html/);
    expect(answer.text).toMatch(/^<!doctype html>/i);
  });

  it('bring everything they load themselves', async () => {
    const { text } = await api.send('GET', `${api.options.baseUrl}/docs`);
    const parts = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url ?? '');
    expect(parts.length).toBeGreaterThan(0);
    for (const part of parts) {
      expect(part).toMatch(/^\//);
      expect((await fetch(api.options.baseUrl + part)).status).toBe(200);
    }
  });

  it.each(['/health/live', '/health/ready'])('%s answers 200', async (path) => {
    expect((await api.send('GET', api.options.baseUrl + path)).status).toBe(200);
  });
});
