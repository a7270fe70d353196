import { applyDecorators, SetMetadata } from '@nestjs/common';
import {
  ApiBody,
  ApiHeader,
  ApiOperation,
  ApiQuery,
  ApiResponse,
  ApiSecurity,
  ApiTags,
} from '@nestjs/swagger';
import { Type, type TObject, type TSchema } from '@sinclair/typebox';
import { problemCodes, type ProblemCode } from '#libs/problems';
import type { Scope } from '#libs/security';
import { compile, type Checked } from './schema.js';

/** Who may call a route: an API key with a scope, an end user by session link, another service, or anybody. */
export type Access = Scope | 'end_user' | 'service' | 'anonymous';

/** One route as integrators see it: checked on every call and published in the OpenAPI document from here. */
export interface Operation {
  summary: string;
  description?: string;
  tag: string;
  access: Access;
  /** Left out: integrators and end users may send none, or `{}`. */
  body?: TSchema;
  /** The route reads and judges its body itself. */
  judgesBody?: true;
  /** Left out: integrators and end users may send none. */
  query?: TObject;
  /** Optional request headers that change what the route does, each with its meaning. */
  headers?: Readonly<Record<string, string>>;
  /** Headers of a successful answer, each with its meaning. */
  answerHeaders?: Readonly<Record<string, string>>;
  /** Success status and the schema of its answer. */
  answers: Record<number, TSchema | null>;
  /** Refusals that this route adds to the usual ones. */
  problems?: readonly ProblemCode[];
}

export interface CompiledOperation {
  access: Access;
  body?: (input: unknown) => Checked<unknown>;
  query?: (input: unknown) => Checked<unknown>;
}

export const OPERATION = 'kyc:operation';

/** Declares a route's contract: access, body, query and answers. Everything else about the route is Nest's own. */
export function Operate(operation: Operation): MethodDecorator {
  const { summary, description, tag, access } = operation;
  const isPublic = isForOutsiders(access);
  const body = operation.body ?? (isPublic && !operation.judgesBody ? nothing : undefined);
  const query = operation.query ?? (isPublic ? nothing : undefined);
  const compiled: CompiledOperation = {
    access,
    body: body && compile(body),
    query: query && compile(query, 'query'),
  };
  return applyDecorators(
    SetMetadata(OPERATION, compiled),
    ApiTags(tag),
    ApiOperation({ summary, description }),
    ...securityOf(access),
    ...(operation.body ? [ApiBody({ schema: plain(operation.body) })] : []),
    ...queryParameters(operation.query),
    ...Object.entries(operation.headers ?? {}).map(([name, meaning]) =>
      ApiHeader({ name, description: meaning, required: false }),
    ),
    ...answerResponses(operation),
    ...problemResponses(operation),
  );
}

const nothing = Type.Object({}, { additionalProperties: false });

/** Whether the public contract describes the route: there, what is unknown is refused, never ignored. */
const isForOutsiders = (access: Access): boolean => access !== 'service' && access !== 'anonymous';

function securityOf(access: Access): MethodDecorator[] {
  if (access === 'anonymous' || access === 'end_user') return [];
  return [ApiSecurity(access === 'service' ? 'service' : 'api_key')];
}

function queryParameters(query: TObject | undefined): MethodDecorator[] {
  return Object.entries(query?.properties ?? {}).map(([name, schema]) =>
    ApiQuery({ name, required: query?.required?.includes(name) ?? false, schema: plain(schema) }),
  );
}

function answerResponses({ summary, answers, answerHeaders = {} }: Operation): MethodDecorator[] {
  const headers = Object.fromEntries(
    Object.entries(answerHeaders).map(([name, description]) => [
      name,
      { description, schema: { type: 'string' } as const },
    ]),
  );
  return Object.entries(answers).map(([status, schema]) =>
    ApiResponse({
      status: Number(status),
      description: summary,
      headers,
      ...(schema && { schema: plain(schema) }),
    }),
  );
}

function problemResponses(operation: Operation): MethodDecorator[] {
  const ofBody: ProblemCode[] = operation.body ? ['malformed_json', 'invalid_request'] : [];
  const ofAll: ProblemCode[] = isForOutsiders(operation.access)
    ? ['invalid_query', 'malformed_json', 'invalid_request']
    : [];
  const codes = [...new Set([...ofAll, ...ofBody, ...(operation.problems ?? [])])];
  const statuses = [...new Set(codes.map((code) => problemCodes[code].status))];
  return statuses.map((status) =>
    ApiResponse({
      status,
      description: codes
        .filter((code) => problemCodes[code].status === status)
        .map((code) => `\`${code}\`: ${problemCodes[code].title}`)
        .join('; '),
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    }),
  );
}

/** TypeBox marks its schemas with symbols that the OpenAPI document must not see. */
function plain(schema: TSchema): Record<string, never> {
  return JSON.parse(JSON.stringify(schema)) as Record<string, never>;
}
