import { Type } from '@sinclair/typebox';
import { accept, defineField, refuse } from '../field-type.js';

/** A web address, normalised as the WHATWG URL standard does; http(s) only and without credentials. */
export const urlField = defineField({
  type: 'url',
  options: { require_https: Type.Boolean({ default: false }) },
  read(value, { require_https }) {
    if (typeof value !== 'string') return refuse('wrong_type', 'must be a web address');
    const text = value.trim();
    if (text.length > 2_000) return refuse('too_long', 'must have at most 2000 characters');
    if (!/^https?:\/\//i.test(text) || !URL.canParse(text))
      return refuse('wrong_format', 'must be a web address that begins with http:// or https://');
    const url = new URL(text);
    if (url.username !== '' || url.password !== '')
      return refuse('not_allowed', 'must not hold a user name or password');
    if (require_https && url.protocol !== 'https:') return refuse('not_allowed', 'must begin with https://');
    return accept(url.href);
  },
});
