import { Type } from '@sinclair/typebox';
import { accept, defineField, refuse } from '../field-type.js';

const maxFiles = 20;

/** Documents that were uploaded for this field before the form is sent: their ids. */
export const fileField = defineField({
  type: 'file',
  options: {
    accepted_types: Type.Optional(
      Type.Array(Type.String({ pattern: '^[a-z]+/[a-z0-9.+*-]+$', maxLength: 100 }), {
        minItems: 1,
        maxItems: 20,
        uniqueItems: true,
      }),
    ),
    max_size_mb: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 100 })),
    allow_multiple: Type.Boolean({ default: false }),
  },
  read(value, { allow_multiple, field_id }, { documents }) {
    const ids: unknown[] = Array.isArray(value) ? value : [value];
    if (!allow_multiple && ids.length > 1) return refuse('too_long', 'takes one file');
    if (ids.length > maxFiles) return refuse('too_long', `takes at most ${maxFiles} files`);
    if (!ids.every((id) => typeof id === 'string'))
      return refuse('wrong_type', 'must be the id of an upload');
    if (new Set(ids).size < ids.length) return refuse('not_unique', 'must not name a file twice');
    const own = documents.filter((document) => document.field_id === field_id);
    if (!ids.every((id) => own.some(({ doc_id }) => doc_id === id)))
      return refuse('unknown_document', 'must be the id of a file uploaded for this field');
    return accept(allow_multiple ? ids : ids[0]);
  },
});
