import { setTimeout as delay } from 'node:timers/promises';
import type { Problem } from './answers.js';
import { routes, type RouteName } from './routes.js';

export interface Answer<T> {
  status: number;
  headers: Headers;
  body: T;
  text: string;
}

export interface CallOptions {
  /** What the `{names}` of the path stand for. */
  params?: Record<string, string>;
  query?: Record<string, string>;
  /** Sent as JSON. */
  body?: unknown;
  /** Sent as it is, instead of `body`. */
  raw?: string | Uint8Array;
  /** Replace or, with undefined, remove what is sent otherwise. */
  headers?: Record<string, string | undefined>;
}

/** Where and as whom to call, and how patient to be. */
export interface ApiOptions {
  baseUrl: string;
  apiKey: string;
  /** How long a call is repeated while the platform cannot answer (503, broken connections), ms; 0 never repeats. */
  patienceMs?: number;
}

const callLimitMs = 60_000;
const pauseMs = 250;

/** A client of the public API that knows its routes and nothing of the code behind them. */
export class Api {
  constructor(readonly options: ApiOptions) {}

  /** Calls a route and returns whatever was answered. */
  async call<T = Problem>(name: RouteName, options: CallOptions = {}): Promise<Answer<T>> {
    const route = routes[name];
    const body = options.raw ?? (options.body === undefined ? undefined : JSON.stringify(options.body));
    const headers = {
      ...(route.access === 'api_key' && { authorization: `Bearer ${this.options.apiKey}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...options.headers,
    };
    return this.send<T>(route.method, this.urlOf(name, options), headers, body);
  }

  /** Calls a route that must succeed and returns its body. @throws Error with the problem otherwise */
  async ok<T>(name: RouteName, options: CallOptions = {}): Promise<T> {
    const answer = await this.call<T>(name, options);
    if (answer.status < 300) return answer.body;
    throw new Error(`${name} answered ${answer.status}: ${answer.text.slice(0, 1_000)}`);
  }

  /** Sends a request to any address: a signed upload URL, a page, a path outside the contract. */
  async send<T>(
    method: string,
    url: string,
    headers: Record<string, string | undefined> = {},
    body?: string | Uint8Array,
  ): Promise<Answer<T>> {
    const deadline = Date.now() + (this.options.patienceMs ?? 0);
    for (;;) {
      const answer = await this.attempt<T>(method, url, headers, body).catch((error: unknown) => {
        if (Date.now() >= deadline) throw error;
        return undefined;
      });
      if (answer && (answer.status !== 503 || Date.now() >= deadline)) return answer;
      await delay(pauseMs);
    }
  }

  /** The address of a route. */
  urlOf(name: RouteName, { params = {}, query }: CallOptions = {}): string {
    const path = routes[name].path.replace(/\{(\w+)\}/g, (_whole, key: string) => {
      const value = params[key];
      if (value === undefined) throw new Error(`${name} needs ${key}`);
      return encodeURIComponent(value);
    });
    const search = query ? `?${new URLSearchParams(query).toString()}` : '';
    return this.options.baseUrl + path + search;
  }

  private async attempt<T>(
    method: string,
    url: string,
    headers: Record<string, string | undefined>,
    body?: string | Uint8Array,
  ): Promise<Answer<T>> {
    const response = await fetch(url, {
      method,
      headers: Object.entries(headers).filter((pair): pair is [string, string] => pair[1] !== undefined),
      body: typeof body === 'string' || body === undefined ? body : Buffer.from(body),
      signal: AbortSignal.timeout(callLimitMs),
    });
    const text = await response.text();
    const isJson = /^application\/(problem\+)?json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: (isJson ? JSON.parse(text) : undefined) as T,
    };
  }
}
