import { connect } from 'node:net';
import { expect } from '@jest/globals';
import { serviceNames, type ServiceName } from '#libs/platform';
import { newApiKey } from '#libs/security';
import { Neighbour } from '#libs/service-stage';
import { openWorld, startGateway, type RunningGateway } from './running-gateway.js';

/** An address on which nothing listens. */
export const nowhere = 'http://127.0.0.1:9';

/** A gateway and a service next door for each service behind it. */
export interface Platform {
  /** A key of the tenant `default` with all scopes. */
  key: string;
  gateway: RunningGateway;
  owners: Record<ServiceName, Neighbour>;
  /** Calls the gateway as anybody. */
  call: (path: string, init?: RequestInit) => Promise<Response>;
  /** Calls the gateway with the key. */
  asBackOffice: (path: string, init?: RequestInit) => Promise<Response>;
  /** Sends a request line as it is, past every client that would tidy it up, with the key. */
  rawCall: (requestLine: string) => Promise<{ status: number; head: string; body: string }>;
  /** How many calls reached the services. */
  callsInside: () => number;
  /** Brings every one of them back up and forgets what happened. */
  reset: () => void;
  stop: () => Promise<void>;
}

/** Starts a gateway with a service next door for each service. */
export async function startPlatform(): Promise<Platform> {
  const key = newApiKey('test');
  const world = await openWorld();
  const gateway = await startGateway(world, { BOOTSTRAP_API_KEY: key, MAX_UPLOAD_MB: '1' });
  const owners = {} as Record<ServiceName, Neighbour>;
  for (const name of serviceNames) owners[name] = await Neighbour.start();
  const call: Platform['call'] = (path, init) => fetch(gateway.url + path, { redirect: 'manual', ...init });
  return {
    key,
    gateway,
    owners,
    call,
    asBackOffice: (path, init = {}) => {
      const headers = { authorization: `Bearer ${key}`, ...(init.headers as Record<string, string>) };
      return call(path, { ...init, headers });
    },
    rawCall: (requestLine) => rawCall(gateway.url, requestLine, key),
    callsInside: () => serviceNames.reduce((n, name) => n + owners[name].calls.length, 0),
    reset: () => {
      for (const name of serviceNames) {
        owners[name].reset();
        gateway.addresses.set(name, owners[name].url);
      }
    },
    stop: async () => {
      await gateway.stop();
      for (const name of serviceNames) await owners[name].stop();
      await world.close();
    },
  };
}

async function rawCall(url: string, line: string, key: string): ReturnType<Platform['rawCall']> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.end(
    `${line} HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer ${key}\r\nConnection: close\r\n\r\n`,
  );
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk as Buffer);
  const [head = '', body = ''] = Buffer.concat(chunks).toString().split('\r\n\r\n');
  return { status: Number(head.split(' ')[1]), head, body };
}

/** The answer is this problem, as `application/problem+json`. */
export async function expectProblem(answer: Response, status: number, code: string): Promise<void> {
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  expect(await answer.json()).toMatchObject({ status, code });
  expect(answer.status).toBe(status);
}
