type Json = Record<string, unknown>;

/** Data that may look like a schema and is none. */
const data = new Set(['default', 'example', 'examples', 'const', 'enum']);

/**
 * A request's schema as its senders may read it: what has a default need not be sent, because the check fills defaults in
 * before it looks at `required`. The schema given is not changed.
 */
export function relaxDefaults<T>(schema: T): T {
  return rewrite(schema, (object) => {
    const { required, properties, ...rest } = object;
    if (!Array.isArray(required) || !isObject(properties)) return object;
    const needed = required.filter((name: string) => !hasDefault(properties[name]));
    return { ...rest, properties, ...(needed.length > 0 && { required: needed }) };
  }) as T;
}

/** An answer's schema without defaults, which say nothing about answers: every value is there. */
export function dropDefaults<T>(schema: T): T {
  return rewrite(schema, ({ default: _default, ...rest }) => rest) as T;
}

/** Rewrites every schema inside a schema, innermost first. */
function rewrite(node: unknown, change: (schema: Json) => Json): unknown {
  if (Array.isArray(node)) return node.map((part) => rewrite(part, change));
  if (!isObject(node)) return node;
  const inner = Object.entries(node).map(([key, value]) => {
    if (data.has(key)) return [key, value];
    // The keys of this map are names of properties, not keywords.
    if (key === 'properties' && isObject(value)) return [key, mapValues(value, (v) => rewrite(v, change))];
    return [key, rewrite(value, change)];
  });
  return change(Object.fromEntries(inner) as Json);
}

function mapValues(object: Json, change: (value: unknown) => unknown): Json {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}

function hasDefault(property: unknown): boolean {
  return isObject(property) && 'default' in property;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
