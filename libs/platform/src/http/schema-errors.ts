import type { ErrorObject } from 'ajv';
import type { FieldError } from '#libs/problems';

type Schema = Record<string, unknown>;

/** What one failed keyword was made into, and where it stands in the schema and in the input. */
interface Finding {
  schemaPath: string;
  at: string;
  mistakes: FieldError[];
}

/**
 * Makes one entry of each mistake: Ajv reports several for a union (one for every branch) and for a value of the wrong
 * type (one for every keyword). Needs Ajv's option `verbose`. Values are never quoted.
 */
export function toFieldErrors(failures: readonly ErrorObject[]): FieldError[] {
  const findings: Finding[] = [];
  for (const failure of failures) {
    const { schemaPath, instancePath: at } = failure;
    if (failure.keyword !== 'anyOf') findings.push({ schemaPath, at, mistakes: toMistakes(failure) });
    else findings.push({ schemaPath, at, mistakes: explainUnion(failure, takeBranches(findings, failure)) });
  }
  return onePerPlace(findings.flatMap(({ mistakes }) => mistakes));
}

/** Of several mistakes at one place only the most basic counts: what has the wrong type is not too short as well. */
export function onePerPlace(mistakes: readonly FieldError[]): FieldError[] {
  const byPlace = new Map<string, FieldError>();
  for (const mistake of mistakes) {
    const known = byPlace.get(mistake.pointer);
    if (!known || rank(mistake) < rank(known)) byPlace.set(mistake.pointer, mistake);
  }
  return [...byPlace.values()];
}

const mostBasicFirst = ['unknown_property', 'required', 'wrong_type', 'not_allowed'];
const rank = ({ code }: FieldError): number =>
  mostBasicFirst.includes(code) ? mostBasicFirst.indexOf(code) : mostBasicFirst.length;

/** Takes back what was reported by the branches of a union, which stands directly before the union's own failure. */
function takeBranches(findings: Finding[], { schemaPath, instancePath }: ErrorObject): FieldError[][] {
  const branches: FieldError[][] = [];
  const isBranch = ({ schemaPath: path, at }: Finding): boolean =>
    path.startsWith(`${schemaPath}/`) && at.startsWith(instancePath);
  for (let last = findings.at(-1); last && isBranch(last); last = findings.at(-1)) {
    const branch = parseInt(last.schemaPath.slice(schemaPath.length + 1), 10);
    branches[branch] = [...last.mistakes, ...(branches[branch] ?? [])];
    findings.pop();
  }
  return branches;
}

/**
 * One entry for a value that fits no branch: the allowed values when all branches are literals, the mistakes of the one
 * branch that was meant when the value's type or its property names tell which, else the types that are allowed.
 */
function explainUnion(
  { instancePath: pointer, schema, data }: ErrorObject,
  found: FieldError[][],
): FieldError[] {
  const branches = schema as Schema[];
  const literals = branches.map(literalsOf);
  if (literals.every((values) => values !== undefined)) return [notAllowed(pointer, literals.flat())];
  const fitting = branches.flatMap((branch, i) => (accepts(branch, data) ? [found[i] ?? []] : []));
  if (fitting.length === 0) {
    const types = [...new Set(branches.flatMap(typesOf))];
    return [{ pointer, code: 'wrong_type', detail: `must be ${types.join(' or ')}` }];
  }
  const misfits = fitting.map((mistakes) => mistakes.filter((one) => isMisfit(one, pointer)).length);
  const fewest = Math.min(...misfits);
  const meant = fitting.filter((_, i) => misfits[i] === fewest);
  return meant.length === 1
    ? (meant[0] ?? [])
    : [{ pointer, code: 'wrong_type', detail: 'fits none of the allowed shapes' }];
}

/** Mistakes that speak against the branch having been meant: property names and literals of the value itself. */
const isMisfit = ({ pointer, code }: FieldError, at: string): boolean =>
  mostBasicFirst.includes(code) && code !== 'wrong_type' && !pointer.slice(at.length + 1).includes('/');

function literalsOf(schema: Schema): unknown[] | undefined {
  if ('const' in schema) return [schema['const']];
  if (schema['type'] === 'null') return [null];
  if (Array.isArray(schema['enum'])) return schema['enum'] as unknown[];
  if (!Array.isArray(schema['anyOf'])) return undefined;
  const parts = (schema['anyOf'] as Schema[]).map(literalsOf);
  return parts.every((values) => values !== undefined) ? parts.flat() : undefined;
}

function typesOf(schema: Schema): string[] {
  const literals = literalsOf(schema);
  if (literals) return literals.map(jsonType);
  if (Array.isArray(schema['anyOf'])) return (schema['anyOf'] as Schema[]).flatMap(typesOf);
  return schema['type'] === undefined ? ['any'] : [schema['type']].flat().map(String);
}

function accepts(schema: Schema, value: unknown): boolean {
  const type = jsonType(value);
  return typesOf(schema).some(
    (allowed) => allowed === 'any' || allowed === type || (allowed === 'integer' && type === 'number'),
  );
}

function jsonType(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

export const escapePointer = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

function notAllowed(pointer: string, allowed: readonly unknown[]): FieldError {
  return { pointer, code: 'not_allowed', detail: `must be one of: ${allowed.map(String).join(', ')}` };
}

/** Keywords that only say that a part failed; the part's own failures say why. */
const silent = new Set(['oneOf', 'allOf', 'if', 'not', 'propertyNames']);

function toMistakes(failure: ErrorObject): FieldError[] {
  const params = failure.params as Record<string, unknown>;
  const at = failure.instancePath;
  const below = (key: unknown): string => `${at}/${escapePointer(String(key))}`;
  switch (failure.keyword) {
    case 'additionalProperties':
      return [
        {
          pointer: below(params['additionalProperty']),
          code: 'unknown_property',
          detail: 'is not known here',
        },
      ];
    case 'required':
      return [{ pointer: below(params['missingProperty']), code: 'required', detail: 'is required' }];
    case 'discriminator':
      return unknownKind(failure, below(params['tag']));
    case 'uniqueItems':
      return [{ pointer: below(params['index']), code: 'not_unique', detail: 'stands there before' }];
    case 'enum':
      return [notAllowed(at, params['allowedValues'] as unknown[])];
    case 'const':
      return [notAllowed(at, [params['allowedValue']])];
    default:
      if (silent.has(failure.keyword)) return [];
      return [{ pointer: at, code: codeOf(failure.keyword), detail: failure.message ?? 'is not valid' }];
  }
}

/** A kind that is missing is reported by `required` already. */
function unknownKind({ params, parentSchema }: ErrorObject, pointer: string): FieldError[] {
  const { tag, tagValue } = params as { tag: string; tagValue: unknown };
  if (tagValue === undefined) return [];
  const branches = (parentSchema?.['oneOf'] ?? []) as { properties?: Record<string, Schema> }[];
  return [
    notAllowed(
      pointer,
      branches.flatMap(({ properties }) => literalsOf(properties?.[tag] ?? {}) ?? []),
    ),
  ];
}

function codeOf(keyword: string): string {
  switch (keyword) {
    case 'type':
      return 'wrong_type';
    case 'minLength':
    case 'minItems':
    case 'minProperties':
      return 'too_short';
    case 'maxLength':
    case 'maxItems':
    case 'maxProperties':
      return 'too_long';
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return 'out_of_range';
    case 'pattern':
    case 'format':
      return 'wrong_format';
    default:
      return 'invalid';
  }
}
