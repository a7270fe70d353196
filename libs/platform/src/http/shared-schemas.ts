type Schema = Record<string, unknown>;

/**
 * The same schema, in which every part that is used more than once (the same object, not an equal one) stands once
 * under `$defs`. Ajv makes code of each use otherwise: seconds for a schema whose parts nest.
 *
 * Only values of properties and items of lists are shared, and nothing inside a union, whose branches must stay where
 * its errors are told apart by their place.
 */
export function withSharedParts(schema: object): Schema {
  const root = schema as Schema;
  const uses = new Map<Schema, number>();
  countUses(root, uses);
  const names = new Map<Schema, string>();
  for (const [part, count] of uses) if (count > 1 && hasParts(part)) names.set(part, `part${names.size}`);
  const whole = rewrite(root, names);
  const $defs = Object.fromEntries([...names].map(([part, name]) => [name, rewrite(part, names)]));
  return names.size > 0 ? { ...whole, $defs } : whole;
}

const hasParts = (schema: Schema): boolean =>
  ['properties', 'items', 'anyOf', 'oneOf'].some((key) => key in schema);

/** The schemas of properties and items directly inside a schema, through the kinds that it may be of. */
function partsOf({ properties, items, oneOf }: Schema): Schema[] {
  return [
    ...Object.values((properties ?? {}) as Record<string, Schema>),
    ...(isSchema(items) ? [items] : []),
    ...((oneOf ?? []) as Schema[]).flatMap(partsOf),
  ];
}

function countUses(schema: Schema, uses: Map<Schema, number>): void {
  for (const part of partsOf(schema)) {
    const before = uses.get(part) ?? 0;
    uses.set(part, before + 1);
    if (before === 0) countUses(part, uses);
  }
}

function rewrite(schema: Schema, names: ReadonlyMap<Schema, string>): Schema {
  const { properties, items, oneOf } = schema;
  const reference = (part: Schema): Schema => {
    const name = names.get(part);
    if (name === undefined) return rewrite(part, names);
    // Defaults are filled in by what holds the part, which looks no further than this.
    return { $ref: `#/$defs/${name}`, ...('default' in part && { default: part['default'] }) };
  };
  return {
    ...schema,
    ...(isSchema(properties) && {
      properties: Object.fromEntries(
        Object.entries(properties as Record<string, Schema>).map(([key, part]) => [key, reference(part)]),
      ),
    }),
    ...(isSchema(items) && { items: reference(items) }),
    ...(Array.isArray(oneOf) && { oneOf: (oneOf as Schema[]).map((branch) => rewrite(branch, names)) }),
  };
}

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
