import { Type } from '@sinclair/typebox';
import { isDisposableEmailDomain } from 'disposable-email-domains-js';
import { domainToASCII } from 'node:url';
import { getDomain } from 'tldts';
import { accept, defineField, refuse } from '../field-type.js';

/** RFC 5321 limits; the local part is the dot-atom of RFC 5322 with the letters of RFC 6531. */
const localPart = /^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const domainPart = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/** What is asked of an address that is not validated: something before and after the `@`, and no spaces or brackets. */
const anyPart = /^[^\s<>@\p{C}]+$/u;

/**
 * An e-mail address: the domain lower-cased and in ASCII form, the local part as given. `validate_email: false` asks for
 * no more than the shape `x@y`, for systems whose addresses follow rules of their own.
 */
export const emailField = defineField({
  type: 'email',
  options: {
    validate_email: Type.Boolean({ default: true }),
    block_disposable: Type.Boolean({ default: false }),
  },
  read(value, { validate_email = true, block_disposable }) {
    if (typeof value !== 'string') return refuse('wrong_type', 'must be an e-mail address');
    const address = value.trim();
    const at = address.lastIndexOf('@');
    const given = address.slice(at + 1);
    const local = address.slice(0, at).normalize('NFC');
    const domain = domainToASCII(given).toLowerCase() || (validate_email ? '' : given.toLowerCase());
    const isRight = validate_email
      ? localPart.test(local) && domainPart.test(domain)
      : anyPart.test(local) && anyPart.test(domain);
    if (at < 1 || address.length > 254 || local.length > 64 || !isRight)
      return refuse('wrong_format', 'must be an e-mail address');
    if (block_disposable && isDisposable(domain))
      return refuse('disposable_email', 'must not be a throw-away address');
    return accept(`${local}@${domain}`);
  },
});

/** Throw-away services also take mail for any subdomain of theirs. */
const isDisposable = (domain: string): boolean =>
  [domain, getDomain(domain)].some((one) => one !== null && isDisposableEmailDomain(one));
