import type { OpenAPIObject } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';

/** A route's path, taken apart, and its methods as `Allow` names them. */
interface KnownPath {
  segments: readonly string[];
  methods: readonly string[];
}

const known = new WeakMap<object, readonly KnownPath[]>();
const methods = ['get', 'put', 'post', 'delete', 'patch'] as const;

/** Remembers the routes of an application, so that a wrong method can be told from a wrong path. */
export function rememberRoutes(server: FastifyInstance, { paths }: Pick<OpenAPIObject, 'paths'>): void {
  const routes = Object.entries(paths).map(([path, item]) => ({
    segments: path.split('/'),
    // Fastify answers HEAD wherever there is GET.
    methods: methods
      .filter((method) => item[method])
      .flatMap((method) => (method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()])),
  }));
  known.set(server, routes);
}

/** The methods that routes at a path have; empty where there is no route. */
export function allowedMethods(server: FastifyInstance, target: string): string[] {
  const asked = (target.split('?')[0] ?? '').split('/');
  const fits = ({ segments }: KnownPath): boolean =>
    segments.length === asked.length &&
    segments.every((segment, i) => segment === asked[i] || (segment.startsWith('{') && asked[i] !== ''));
  return [...new Set((known.get(server) ?? []).filter(fits).flatMap((one) => one.methods))];
}
