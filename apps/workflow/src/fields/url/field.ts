import { Type } from '@sinclair/typebox';
import { accept, defineField, refuse } from '../field-type.js';

/** Longer addresses do not work everywhere (RFC 9110 asks for 8000 octets; browsers and proxies for about 2000). */
const longest = 2_000;

/** A web address, normalised as the WHATWG URL standard does; http(s) only and without credentials. */
export const urlField = defineField({
  type: 'url',
  options: { require_https: Type.Boolean({ default: false }) },
  read(value, { require_https }) {
    if (typeof value !== 'string') return refuse('wrong_type', 'must be a web address');
    const text = value.trim();
    if (text.length > longest) return refuse('too_long', `must have at most ${longest} characters`);
    // The URL standard takes line breaks away and mends slashes silently; nobody means such an address.
    if (!/^https?:\/\/[^/\\]/i.test(text) || /\p{Cc}/u.test(text) || !URL.canParse(text))
      return refuse('wrong_format', 'must be a web address that begins with http:// or https://');
    const url = new URL(text);
    if (url.username !== '' || url.password !== '')
      return refuse('not_allowed', 'must not hold a user name or password');
    if (require_https && url.protocol !== 'https:') return refuse('not_allowed', 'must begin with https://');
    if (url.href.length > longest) return refuse('too_long', `must have at most ${longest} characters`);
    return accept(url.href);
  },
});
