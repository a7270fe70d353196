type Json = Record<string, unknown>;

/** A step that asks for one text; its ids say where it stands. */
export const plainStep = (order: number, overrides: Json = {}): Json => ({
  step_id: `plain_${order}`,
  order,
  name: 'Plain',
  type: 'form_fill',
  custom_fields: [{ field_id: `text_${order}`, name: 'Text', type: 'text' }],
  ...overrides,
});

/** A definition with a step at the place that its `order` says, behind plain ones. */
export function definitionWith(step: Json): Json {
  const order = Number(step['order']);
  const before = Array.from({ length: order - 1 }, (_, i) => plainStep(i + 1));
  return { name: 'Test', steps: [...before, step] };
}
