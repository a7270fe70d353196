import { Type } from '@sinclair/typebox';
import { accept, defineField, refuse } from '../field-type.js';

const personCharacters = /^[\p{L}\p{M} '’\-.,]+$/u;
/** A company's name may also have digits and the usual signs, never angle brackets or control characters. */
const companyCharacters = /^[\p{L}\p{M}\p{N} '’\-.,&+/\\()!?:;"“”„«»‘`´–—~^§•#@%*°º·_=|[\]{}$€£¥№™®©]+$/u;

export const entityRoles = ['individual', 'ubo', 'director', 'shareholder', 'representative'] as const;

/** The name of a person or a company: NFC, spaces collapsed, 1 to 200 characters with at least one letter. */
export const nameField = defineField({
  type: 'name',
  options: {
    name_type: Type.Union([Type.Literal('individual'), Type.Literal('company')], { default: 'individual' }),
    validate_lists: Type.Boolean({ default: false }),
    validate_adverse_media: Type.Boolean({ default: false }),
    entity_role: Type.Optional(Type.Union(entityRoles.map((role) => Type.Literal(role)))),
  },
  read(value, { name_type }) {
    if (typeof value !== 'string') return refuse('wrong_type', 'must be text');
    if (/\p{Cc}/u.test(value.trim())) return refuse('wrong_format', 'must not have control characters');
    const name = value.normalize('NFC').replace(/\s+/gu, ' ').trim();
    if ([...name].length > 200) return refuse('too_long', 'must have at most 200 characters');
    if (!/\p{L}/u.test(name)) return refuse('wrong_format', 'must have at least one letter');
    const allowed = name_type === 'company' ? companyCharacters : personCharacters;
    if (!allowed.test(name)) return refuse('wrong_format', 'has characters that a name cannot have');
    return accept(name);
  },
});
