import type { OpenAPIObject } from '@nestjs/swagger';
import { dropDefaults, relaxDefaults } from './relax-defaults.js';

type PathItem = OpenAPIObject['paths'][string];
type Operation = NonNullable<PathItem['get']>;
type Parameter = NonNullable<Operation['parameters']>[number];

/** The description of one service's routes. */
export interface ServiceDescription {
  service: string;
  document: OpenAPIObject;
}

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const;
const linkPrefix = '/public/session';
const linkParameter = 'access_token';

/**
 * Merges the routes of all services as outsiders see them: what only services may call is left out, end users' routes
 * get their link token back, names of operations are unique, and every path parameter is declared.
 */
export function mergeRoutes(descriptions: readonly ServiceDescription[]): {
  paths: OpenAPIObject['paths'];
  schemas: Record<string, never>;
  tags: { name: string }[];
} {
  const paths: OpenAPIObject['paths'] = {};
  const schemas: Record<string, never> = {};
  const names = new Set<string>();
  const tags = new Set<string>();
  for (const { service, document } of descriptions) {
    for (const [path, item] of Object.entries(document.paths)) {
      const outside = outsidePath(service, path);
      if (outside === undefined) continue;
      const operations = operationsOf(item).map(([method, operation]) => {
        for (const tag of operation.tags ?? []) tags.add(tag);
        return [method, completed(operation, outside, uniqueName(operation, service, names))] as const;
      });
      paths[outside] = { ...paths[outside], ...Object.fromEntries(operations) };
    }
    Object.assign(schemas, document.components?.schemas);
  }
  return { paths, schemas, tags: [...tags].sort().map((name) => ({ name })) };
}

function outsidePath(service: string, path: string): string | undefined {
  if (path.startsWith('/internal/')) return undefined;
  if (path.startsWith('/health/') && service !== 'gateway') return undefined;
  if (path !== linkPrefix && !path.startsWith(`${linkPrefix}/`)) return path;
  return `/public/sessions/{${linkParameter}}${path.slice(linkPrefix.length).replace(/\/$/, '')}`;
}

function operationsOf(item: PathItem): [(typeof methods)[number], Operation][] {
  return methods.flatMap((method) => {
    const operation = item[method];
    return operation ? [[method, operation] as [typeof method, Operation]] : [];
  });
}

function uniqueName(operation: Operation, service: string, taken: Set<string>): string {
  const wanted = operation.operationId ?? 'operation';
  let name = taken.has(wanted) ? `${service}_${wanted}` : wanted;
  for (let i = 2; taken.has(name); i++) name = `${service}_${wanted}_${i}`;
  taken.add(name);
  return name;
}

function completed(operation: Operation, path: string, operationId: string): Operation {
  const inPath = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name ?? '');
  // Nest declares a wildcard under another name than its path shows.
  const declared = (operation.parameters ?? []).filter(
    (p) => !('in' in p) || p.in !== 'path' || inPath.includes(p.name),
  );
  const missing = inPath
    .filter((name) => !declared.some((p) => 'in' in p && p.in === 'path' && p.name === name))
    .map(pathParameter);
  const needsKey = (operation.security ?? []).length > 0;
  const isLink = path.includes(`{${linkParameter}}`);
  return {
    ...operation,
    operationId,
    ...(operation.requestBody && { requestBody: relaxDefaults(operation.requestBody) }),
    parameters: [...missing, ...declared],
    responses: {
      ...(needsKey && refusals(['401', '403'])),
      ...(isLink && refusals(['404', '410'])),
      ...((needsKey || isLink) && refusals(['503'])),
      ...plainAnswers(operation.responses),
    },
  };
}

function plainAnswers(responses: Operation['responses']): Operation['responses'] {
  const answers = Object.entries(responses).map(([status, answer]) => {
    if (!answer || !('content' in answer)) return [status, answer];
    return [status, { ...answer, content: dropDefaults(answer.content) }];
  });
  return Object.fromEntries(answers) as Operation['responses'];
}

function pathParameter(name: string): Parameter {
  const isToken = name === linkParameter;
  return {
    name,
    in: 'path',
    required: true,
    ...(isToken && { description: 'The token of the session link' }),
    schema: isToken ? { type: 'string', pattern: '^[A-Za-z0-9_-]{43}$' } : { type: 'string' },
  };
}

function refusals(statuses: readonly string[]): Operation['responses'] {
  return Object.fromEntries(statuses.map((s) => [s, { $ref: `#/components/responses/Refusal${s}` }]));
}
