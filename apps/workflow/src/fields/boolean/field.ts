import { accept, defineField, refuse } from '../field-type.js';

/** Yes or no. */
export const booleanField = defineField({
  type: 'boolean',
  options: {},
  read: (value) =>
    typeof value === 'boolean' ? accept(value) : refuse('wrong_type', 'must be true or false'),
});
