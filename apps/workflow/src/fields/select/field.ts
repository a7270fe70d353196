import { Type, type Static } from '@sinclair/typebox';
import { accept, defineField, refuse } from '../field-type.js';

const Option = Type.Union([
  Type.String({ minLength: 1, maxLength: 200 }),
  Type.Object(
    { value: Type.String({ minLength: 1, maxLength: 200 }), label: Type.String({ maxLength: 200 }) },
    { additionalProperties: false },
  ),
]);

const valueOf = (option: Static<typeof Option>): string =>
  typeof option === 'string' ? option : option.value;

/** One of the given options, or several of them when `multiple`. */
export const selectField = defineField({
  type: 'select',
  options: {
    options: Type.Array(Option, { minItems: 1, maxItems: 500 }),
    multiple: Type.Boolean({ default: false }),
  },
  checkOptions({ options }) {
    const values = options.map(valueOf);
    return values.flatMap((value, i) =>
      values.indexOf(value) < i
        ? [{ at: `/options/${i}`, code: 'not_unique', detail: 'stands there before' }]
        : [],
    );
  },
  read(value, { options, multiple }) {
    const allowed = new Set(options.map(valueOf));
    if (multiple !== Array.isArray(value))
      return refuse('wrong_type', multiple ? 'must be a list of options' : 'must be one of the options');
    const chosen: unknown[] = Array.isArray(value) ? value : [value];
    if (!chosen.every((one) => typeof one === 'string' && allowed.has(one)))
      return refuse('not_allowed', 'must be one of the options');
    if (new Set(chosen).size < chosen.length) return refuse('not_unique', 'must not name an option twice');
    return accept(value);
  },
});
