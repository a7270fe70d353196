import { Type } from '@sinclair/typebox';
import { accept, defineField, refuse } from '../field-type.js';
import { contentTypesOf } from './content-types.js';

/** More files than this say nothing more. */
const mostFiles = 20;

/** Documents that were uploaded for this field before the form is sent: their ids. */
export const fileField = defineField({
  type: 'file',
  options: {
    accepted_types: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 100 }), {
        minItems: 1,
        maxItems: 20,
        uniqueItems: true,
      }),
    ),
    max_size_mb: Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 100 })),
    allow_multiple: Type.Boolean({ default: false }),
  },
  checkOptions: ({ accepted_types = [] }) =>
    accepted_types.flatMap((type, i) =>
      contentTypesOf(type).length > 0
        ? []
        : [
            {
              at: `/accepted_types/${i}`,
              code: 'not_allowed',
              detail: 'must be a type that the platform takes: JPEG, PNG, WebP, HEIC or PDF',
            },
          ],
    ),
  read(value, { allow_multiple, field_id }, { documents }) {
    const ids: unknown[] = Array.isArray(value) ? value : [value];
    if (!allow_multiple && ids.length > 1) return refuse('too_long', 'takes one file');
    if (ids.length > mostFiles) return refuse('too_long', `takes at most ${mostFiles} files`);
    if (!ids.every((id) => typeof id === 'string'))
      return refuse('wrong_type', 'must be the id of an upload');
    if (new Set(ids).size < ids.length) return refuse('not_unique', 'must not name a file twice');
    const own = new Set(documents.filter((one) => one.field_id === field_id).map(({ doc_id }) => doc_id));
    if (!ids.every((id) => own.has(id)))
      return refuse('unknown_document', 'must be the id of a file uploaded for this field');
    return accept(allow_multiple ? ids : ids[0]);
  },
});
