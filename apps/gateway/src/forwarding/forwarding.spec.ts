import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newAccessToken, newApiKey } from '#libs/security';
import { expectProblem, nowhere, startPlatform, type Platform } from '../testing/platform.js';

const hour = 3_600_000;

let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform();
});
beforeEach(() => platform.reset());
afterAll(() => platform.stop());

describe('back-office calls', () => {
  it.each<[string, (key: string) => string | undefined]>([
    ['no credential', () => undefined],
    ['another scheme', (key) => `Basic ${Buffer.from(`a:${key}`).toString('base64')}`],
    ['an empty key', () => 'Bearer '],
    ['an unknown key', () => `Bearer ${newApiKey('live')}`],
    ['a mistyped key', (key) => `Bearer ${key.slice(0, -1)}_`],
    ['some other string', () => 'Bearer letmein'],
    ['a key of a thousand characters', () => `Bearer ${'a'.repeat(1000)}`],
  ])('are refused with %s, and no service hears of them', async (_, authorizationWith) => {
    const authorization = authorizationWith(platform.key);
    const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
    const answer = await platform.call('/kyc/workflows', { headers });
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
    await expectProblem(answer, 401, 'unauthorized');
    expect(platform.callsInside()).toBe(0);
  });

  it('are refused from the moment their key is revoked', async () => {
    const doomed = newApiKey('live');
    const { _id } = await platform.gateway.keys.add(doomed, { tenantId: 'acme', scopes: ['kyc:read'] });
    platform.owners.workflow.answers.set('GET /kyc/workflows', { body: {} });
    const headers = { authorization: `Bearer ${doomed}` };
    expect((await platform.call('/kyc/workflows', { headers })).status).toBe(200);
    await platform.gateway.keys.revoke('acme', _id);
    await expectProblem(await platform.call('/kyc/workflows', { headers }), 401, 'unauthorized');
  });

  it('are refused once their key has expired', async () => {
    const old = newApiKey('live');
    const expiresAt = new Date(Date.now() - hour);
    await platform.gateway.keys.add(old, { tenantId: 'acme', scopes: ['kyc:read'], expiresAt });
    const headers = { authorization: `Bearer ${old}` };
    await expectProblem(await platform.call('/kyc/workflows', { headers }), 401, 'unauthorized');
  });

  it('reach the owner with the tenant and exactly the scopes of the key', async () => {
    const narrow = newApiKey('live');
    const expiresAt = new Date(Date.now() + hour);
    const row = await platform.gateway.keys.add(narrow, {
      tenantId: 'acme',
      scopes: ['kyc:read'],
      expiresAt,
    });
    await platform.call('/kyc/lists', { headers: { authorization: `Bearer ${narrow}` } });
    const identity = await platform.gateway.identity(
      'screening',
      platform.owners.screening.calls[0]?.headers['x-kyc-identity'],
    );
    expect(identity).toEqual({ kind: 'api_key', tenantId: 'acme', id: row._id, scopes: ['kyc:read'] });
  });

  it('carry an identity that no other service accepts', async () => {
    await platform.asBackOffice('/kyc/lists');
    const header = platform.owners.screening.calls[0]?.headers['x-kyc-identity'];
    await expect(platform.gateway.identity('workflow', header)).rejects.toThrow('unauthorized');
  });

  it('lose spoofed identities, credentials and unknown headers on the way', async () => {
    await platform.asBackOffice('/kyc/lists', {
      headers: {
        'x-kyc-identity': 'forged',
        'X-KYC-Tenant': 'other',
        cookie: 'a=b',
        'x-forwarded-for': '1.1.1.1',
      },
    });
    const seen = platform.owners.screening.calls[0]?.headers ?? {};
    expect(seen['x-kyc-identity']).not.toBe('forged');
    for (const name of ['x-kyc-tenant', 'cookie', 'authorization', 'x-forwarded-for'])
      expect(seen[name]).toBeUndefined();
  });

  it('keep body, query, type, conditions, request id and trace', async () => {
    platform.owners.workflow.answers.set('PUT /kyc/workflows/wfl_1', {
      status: 201,
      headers: { etag: '"2"', location: '/kyc/workflows/wfl_1', 'x-inner': 'stays inside' },
      body: { ok: true },
    });
    const body = '{"name":"Zoë", "n":1e400}';
    const answer = await platform.asBackOffice('/kyc/workflows/wfl_1?a=1&b=%20x', {
      method: 'PUT',
      body,
      headers: {
        'content-type': 'application/json',
        'if-match': '"1"',
        'idempotency-key': 'k-1',
        'x-request-id': 'req-from-outside',
        traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      },
    });
    const seen = platform.owners.workflow.calls[0];
    expect(seen).toMatchObject({
      line: 'PUT /kyc/workflows/wfl_1',
      url: '/kyc/workflows/wfl_1?a=1&b=%20x',
    });
    expect(seen?.body.toString()).toBe(body);
    expect(seen?.headers).toMatchObject({
      'content-type': 'application/json',
      'if-match': '"1"',
      'idempotency-key': 'k-1',
      'x-request-id': 'req-from-outside',
    });
    expect(seen?.headers['traceparent']).toMatch(/^00-0af7651916cd43dd8448eb211c80319c-/);
    expect(answer.status).toBe(201);
    expect(await answer.json()).toEqual({ ok: true });
    expect(answer.headers.get('etag')).toBe('"2"');
    expect(answer.headers.get('location')).toBe('/kyc/workflows/wfl_1');
    expect(answer.headers.get('x-inner')).toBeNull();
  });

  it('without a body are passed on without a content type', async () => {
    await platform.asBackOffice('/kyc/lists/refresh', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
    });
    expect(platform.owners.screening.calls[0]?.headers['content-type']).toBeUndefined();
  });

  it('get the answer 204 of a deletion', async () => {
    platform.owners.workflow.answers.set('DELETE /kyc/workflows/wfl_1', { status: 204 });
    expect((await platform.asBackOffice('/kyc/workflows/wfl_1', { method: 'DELETE' })).status).toBe(204);
  });

  it('get refusals of the owner as they are', async () => {
    const answer = await platform.asBackOffice('/kyc/watchlists/wat_1');
    expect(await answer.json()).toMatchObject({ code: 'not_found', detail: 'from the service next door' });
  });
});

describe('a service that is down', () => {
  it('is answered for with 503 and Retry-After', async () => {
    platform.gateway.addresses.set('screening', nowhere);
    const answer = await platform.asBackOffice('/kyc/lists');
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    await expectProblem(answer, 503, 'unavailable');
  });

  it('does not matter to the others', async () => {
    platform.gateway.addresses.set('screening', nowhere);
    platform.owners.workflow.answers.set('GET /kyc/workflows', { body: { data: [] } });
    expect((await platform.asBackOffice('/kyc/workflows')).status).toBe(200);
  });

  it('cannot resolve links, which is 503 too', async () => {
    platform.gateway.addresses.set('workflow', nowhere);
    await expectProblem(await platform.call(`/public/sessions/${newAccessToken()}`), 503, 'unavailable');
  });
});

describe('a connection that breaks', () => {
  it('is tried once more when the call only reads', async () => {
    platform.owners.screening.answers.set('GET /kyc/lists', { body: { data: [] } });
    platform.owners.screening.breakNext();
    expect((await platform.asBackOffice('/kyc/lists')).status).toBe(200);
  });

  it('is not tried again when the call may have had an effect', async () => {
    platform.owners.screening.breakNext();
    const answer = await platform.asBackOffice('/kyc/screenings', { method: 'POST', body: '{}' });
    await expectProblem(answer, 503, 'unavailable');
    expect(platform.owners.screening.calls).toHaveLength(1);
  });
});

describe('bodies', () => {
  it('larger than a file may be are refused', async () => {
    const answer = await platform.asBackOffice('/kyc/workflows', {
      method: 'POST',
      body: Buffer.alloc(3_000_000),
    });
    await expectProblem(answer, 413, 'payload_too_large');
    expect(platform.callsInside()).toBe(0);
  });

  it('with the largest file in Base64 are passed on whole', async () => {
    const body = JSON.stringify({ data: Buffer.alloc(1024 * 1024, 7).toString('base64') });
    await platform.asBackOffice('/kyc/workflows', {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', 'x-request-id': 'req-with-a-body' },
    });
    expect(platform.owners.workflow.calls[0]?.body.equals(Buffer.from(body))).toBe(true);
    expect(platform.owners.workflow.calls[0]?.headers['x-request-id']).toBe('req-with-a-body');
  });

  it('that are compressed are refused', async () => {
    const headers = { 'content-encoding': 'gzip', 'content-type': 'application/json' };
    const answer = await platform.asBackOffice('/kyc/workflows', { method: 'POST', body: 'x', headers });
    await expectProblem(answer, 415, 'unsupported_media_type');
  });

  it('that are no JSON are the owner’s business', async () => {
    await platform.asBackOffice('/kyc/workflows', {
      method: 'POST',
      body: '{"a":',
      headers: { 'content-type': 'application/json' },
    });
    expect(platform.owners.workflow.calls[0]?.body.toString()).toBe('{"a":');
  });
});

describe('signed storage links', () => {
  it('pass bytes both ways without an identity', async () => {
    const bytes = Buffer.from([0, 255, 1, 254]);
    platform.owners.document.answers.set('PUT /storage/up/abc', {
      body: bytes,
      headers: { 'content-disposition': 'inline' },
    });
    const answer = await platform.asBackOffice('/storage/up/abc?sig=x', {
      method: 'PUT',
      body: bytes,
      headers: { 'content-type': 'image/jpeg' },
    });
    expect(platform.owners.document.calls[0]?.body).toEqual(bytes);
    expect(platform.owners.document.calls[0]?.headers['content-type']).toBe('image/jpeg');
    expect(platform.owners.document.calls[0]?.headers['x-kyc-identity']).toBeUndefined();
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes);
    expect(answer.headers.get('content-disposition')).toBe('inline');
  });
});
