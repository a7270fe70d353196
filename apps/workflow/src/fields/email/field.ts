import { Type } from '@sinclair/typebox';
import { isDisposableEmailDomain } from 'disposable-email-domains-js';
import { domainToASCII } from 'node:url';
import { accept, defineField, refuse } from '../field-type.js';

/** RFC 5321 limits; the local part is the dot-atom of RFC 5322 with the letters of RFC 6531. */
const localPart = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const domainPart = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/** An e-mail address: the domain lower-cased and in ASCII form, the local part as given. */
export const emailField = defineField({
  type: 'email',
  options: {
    validate_email: Type.Boolean({ default: true }),
    block_disposable: Type.Boolean({ default: false }),
  },
  read(value, { block_disposable }) {
    if (typeof value !== 'string') return refuse('wrong_type', 'must be an e-mail address');
    const address = value.trim();
    const at = address.lastIndexOf('@');
    const local = address.slice(0, at);
    const domain = domainToASCII(address.slice(at + 1)).toLowerCase();
    if (
      at < 1 ||
      address.length > 254 ||
      local.length > 64 ||
      !localPart.test(local) ||
      !domainPart.test(domain)
    )
      return refuse('wrong_format', 'must be an e-mail address');
    if (block_disposable && isDisposableEmailDomain(domain))
      return refuse('disposable_email', 'must not be a throw-away address');
    return accept(`${local}@${domain}`);
  },
});
