import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type ServiceName } from '#libs/platform';
import { startPlatform, type Platform } from '../testing/platform.js';

let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform();
});
beforeEach(() => platform.reset());
afterAll(() => platform.stop());

describe('paths', () => {
  it.each([
    'GET /internal/sessions/ses_1',
    'GET /kyc/../internal/sessions/ses_1',
    'GET /kyc/%2e%2e/internal/sessions/ses_1',
    'GET /kyc/sessions/%2e%2E/workflows',
    'GET /kyc/sessions/..%2f..%2finternal',
    'GET /kyc/sessions/a%5cb',
    'GET /kyc/sessions/a%00b',
    'GET /kyc//sessions',
    'GET //kyc/sessions',
    'GET /%2fkyc/sessions',
    'GET /kyc/sessions/%',
    'GET /kyc/sessions/%zz',
    'GET /kyc/sessions/%c3%28',
    'GET /%',
    'GET /kyc',
    'GET /kyc/unknown',
    'GET /kyc/sessionsandmore',
    'GET /public/session',
    'GET /public/session/upload',
    'GET /public/sessions',
    'GET /storage/%2e%2e/internal/x',
    'POST /kyc/nothing',
    'GET http://other.example/kyc/sessions',
    'GET /',
  ])('are not found when nothing may be there: %s', async (line) => {
    const { status, head, body } = await platform.rawCall(line);
    expect(head).toContain('application/problem+json');
    expect(JSON.parse(body)).toMatchObject({ code: 'not_found', status: 404 });
    expect(status).toBe(404);
    expect(platform.callsInside()).toBe(0);
  });

  it.each(['TRACE', 'PROPFIND', 'OPTIONS'])('are refused with %s', async (method) => {
    const { status, head, body } = await platform.rawCall(`${method} /kyc/sessions`);
    expect([404, 405]).toContain(status);
    expect(JSON.parse(body)).toHaveProperty('code');
    if (status === 405) expect(head.toLowerCase()).toContain('allow: get, head, post, put, patch, delete');
  });

  it('reach the owner in one spelling', async () => {
    await platform.asBackOffice('/kyc/%77orkflows/wfl%5F1/');
    expect(platform.owners.workflow.calls[0]?.url).toBe('/kyc/workflows/wfl_1');
  });

  it.each<[string, ServiceName]>([
    ['/kyc/workflows/validate', 'workflow'],
    ['/kyc/extraction-profiles', 'document'],
    ['/kyc/sessions/ses_1/documents/doc_1/url', 'document'],
    ['/kyc/sessions/ses_1/subsessions', 'subsession'],
    ['/kyc/sessions/ses_1/subsessions/sub_1/regenerate-link', 'subsession'],
    ['/kyc/sessions/ses_1/process', 'workflow'],
    ['/kyc/sessions', 'workflow'],
    ['/kyc/screenings/batch', 'screening'],
    ['/kyc/watchlists/w/subjects', 'screening'],
  ])('lead to their owner: %s', async (path, owner) => {
    await platform.asBackOffice(path, { method: 'POST' });
    expect(platform.owners[owner].calls.map(({ url }) => url)).toEqual([path]);
    expect(platform.callsInside()).toBe(1);
  });
});
