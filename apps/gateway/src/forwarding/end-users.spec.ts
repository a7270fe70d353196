import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { serviceNames, type ServiceName } from '#libs/platform';
import { newAccessToken } from '#libs/security';
import { expectProblem, startPlatform, type Platform } from '../testing/platform.js';

let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform();
});
beforeEach(() => platform.reset());
afterAll(() => platform.stop());

describe('end users’ calls', () => {
  const resolved = { body: { session_id: 'ses_1', tenant_id: 'acme' } };
  const resolve = 'POST /internal/access-tokens/resolve';

  it.each(['short', 'a'.repeat(44), `${'a'.repeat(42)}!`])(
    'are not found with a token of the wrong shape: %s',
    async (token) => {
      await expectProblem(await platform.call(`/public/sessions/${token}/workflow`), 404, 'not_found');
      expect(platform.callsInside()).toBe(0);
    },
  );

  it.each([
    [404, 'not_found'],
    [410, 'session_expired'],
  ])('get the refusal of a link: %d %s', async (status, code) => {
    platform.owners.workflow.answers.set(resolve, { status, body: { code, detail: 'no' } });
    await expectProblem(await platform.call(`/public/sessions/${newAccessToken()}/workflow`), status, code);
    expect(platform.callsInside()).toBe(1);
  });

  it('are 503 when workflow does not trust the gateway', async () => {
    platform.owners.workflow.answers.set(resolve, {
      status: 401,
      body: { code: 'unauthorized', detail: 'no' },
    });
    const answer = await platform.call(`/public/sessions/${newAccessToken()}/workflow`);
    await expectProblem(answer, 503, 'unavailable');
  });

  it('need no key, and a key changes nothing', async () => {
    platform.owners.workflow.answers.set(resolve, resolved);
    await platform.asBackOffice(`/public/sessions/${newAccessToken()}/workflow`);
    const identity = await platform.gateway.identity(
      'workflow',
      platform.owners.workflow.calls[1]?.headers['x-kyc-identity'],
    );
    expect(identity).toEqual({ kind: 'end_user', tenantId: 'acme', sessionId: 'ses_1' });
  });

  it('never carry the token further, only its hash goes to be resolved', async () => {
    const token = newAccessToken();
    platform.owners.workflow.answers.set(resolve, resolved);
    await platform.call(`/public/sessions/${token}/liveness/create?x=1`, { method: 'POST' });
    const [asked] = platform.owners.workflow.calls;
    expect(JSON.parse(String(asked?.body))).toEqual({
      token_hash: platform.gateway.hasher.hash('access_token', token),
    });
    expect(platform.owners.biometrics.calls[0]?.url).toBe('/public/session/liveness/create?x=1');
    const seen = serviceNames.flatMap((name) => platform.owners[name].calls);
    expect(JSON.stringify(seen.map(({ url, headers }) => [url, headers]))).not.toContain(token);
  });

  it.each<[string, ServiceName]>([
    ['', 'workflow'],
    ['/', 'workflow'],
    ['/step/s1/complete', 'workflow'],
    ['/upload', 'document'],
    ['/upload/init', 'document'],
    ['/documents', 'document'],
    ['/extract', 'document'],
    ['/liveness/verify', 'biometrics'],
    ['/subsessions/sub_1', 'subsession'],
  ])('lead to the owner of %s', async (rest, owner) => {
    platform.owners.workflow.answers.set(resolve, resolved);
    await platform.call(`/public/sessions/${newAccessToken()}${rest}`, { method: 'POST' });
    const urls = platform.owners[owner].calls
      .map(({ url }) => url)
      .filter((url) => !url.startsWith('/internal'));
    expect(urls).toEqual([`/public/session${rest.replace(/\/$/, '')}`]);
  });

  it('from other origins are allowed, without credentials', async () => {
    const preflight = await platform.call(`/public/sessions/${newAccessToken()}/upload`, {
      method: 'OPTIONS',
      headers: { origin: 'https://shop.example', 'access-control-request-method': 'POST' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    expect(preflight.headers.get('access-control-allow-methods')).toContain('POST');
    expect(preflight.headers.get('access-control-allow-credentials')).toBeNull();
    const refused = await platform.call('/public/sessions/short');
    expect(refused.headers.get('access-control-allow-origin')).toBe('*');
    expect(platform.callsInside()).toBe(0);
  });

  it('are the only ones allowed from other origins', async () => {
    const answer = await platform.asBackOffice('/kyc/sessions', { method: 'OPTIONS' });
    expect(answer.status).toBe(405);
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('every answer', () => {
  it('carries the security headers', async () => {
    for (const path of ['/kyc/workflows', '/nothing', '/docs', '/health/live']) {
      const { headers } = await platform.call(path);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('x-request-id')).toBeTruthy();
    }
  });

  it('to a probe is 200', async () => {
    expect((await platform.call('/health/live')).status).toBe(200);
    expect((await platform.call('/health/ready')).status).toBe(200);
  });
});
