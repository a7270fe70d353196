/** A failed call, with what the platform answered. */
export class CallFailed extends Error {}

type Json = Record<string, unknown>;

/** A stranger's client of the public HTTP API: nothing but `fetch`. */
export class Api {
  constructor(
    private readonly baseUrl: string,
    private readonly apiKey: string,
  ) {}

  post<T = Json>(path: string, body: object = {}): Promise<T> {
    return this.call<T>('POST', path, body, this.apiKey);
  }

  get<T = Json>(path: string): Promise<T> {
    return this.call<T>('GET', path, undefined, this.apiKey);
  }

  /** A call of the end user, who has the link and no API key. */
  asUser<T = Json>(accessToken: string, method: 'GET' | 'POST', path: string, body?: object): Promise<T> {
    return this.call<T>(method, `/public/sessions/${accessToken}${path}`, body);
  }

  async put(url: string, headers: Record<string, string>, bytes: Buffer): Promise<void> {
    const response = await fetch(url, { method: 'PUT', headers, body: new Uint8Array(bytes) });
    if (!response.ok) throw new CallFailed(`PUT of a file: ${response.status} ${await response.text()}`);
  }

  private async call<T>(method: string, path: string, body?: object, apiKey?: string): Promise<T> {
    const response = await fetch(this.baseUrl + path, {
      method,
      headers: {
        ...(apiKey && { authorization: `Bearer ${apiKey}` }),
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const answer = await response.text();
    if (!response.ok)
      throw new CallFailed(`${method} ${path.replace(/sessions\/[\w-]{43}/, 'sessions/…')}: ${answer}`);
    return JSON.parse(answer) as T;
  }
}
