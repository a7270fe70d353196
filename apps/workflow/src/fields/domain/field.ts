import { Type } from '@sinclair/typebox';
import { domainToASCII } from 'node:url';
import { parse } from 'tldts';
import { accept, defineField, refuse } from '../field-type.js';

const label = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;

/** Top-level domains kept for documentation and tests (RFC 2606); nobody can register below them. */
const reserved = /\.(?:example|test)$/;

/**
 * A domain name, kept lower-cased and in ASCII form (punycode). It ends in a suffix of the public suffix list's ICANN
 * part, below which domains are registered; `shop.github.io` counts as a subdomain of `github.io`.
 */
export const domainField = defineField({
  type: 'domain',
  options: { allow_subdomain: Type.Boolean({ default: false }) },
  read(value, { allow_subdomain }) {
    if (typeof value !== 'string') return refuse('wrong_type', 'must be a domain name');
    const text = value.trim();
    // What is not part of a name: scheme, port, path, credentials, escapes.
    if (/[\s/\\@:?#%]/.test(text))
      return refuse('wrong_format', 'must be a domain name alone, like example.com');
    const ascii = domainToASCII(text.replace(/\.$/, '')).toLowerCase();
    const { isIp, isIcann, domain } = parse(ascii, { allowPrivateDomains: false });
    if (isIp) return refuse('not_allowed', 'must not be an IP address');
    if (ascii === '' || ascii.length > 253 || !ascii.split('.').every((part) => label.test(part)))
      return refuse('wrong_format', 'must be a domain name like example.com');
    if (!domain || !(isIcann || reserved.test(domain)))
      return refuse('not_allowed', 'must end in a public suffix and have a name before it');
    if (!allow_subdomain && domain !== ascii)
      return refuse('not_allowed', 'must be a registrable domain without a subdomain');
    return accept(ascii);
  },
});
