import { domainToASCII } from 'node:url';

/** Why no message can be sent to an address. */
export type AddressFault = 'invalid_address' | 'address_not_supported';

export type RecipientAddress = { address: string } | { fault: AddressFault };

/** The dot-atom of RFC 5322, at most 64 octets (RFC 5321, 4.5.3.1.1). */
const localPart = /^(?=.{1,64}$)[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
/** The same with the letters of RFC 6531. */
const internationalLocalPart =
  /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
/** Before the conversion, which would read `%0a` and the like as the characters that they stand for. */
const domainLetters = /^[\p{L}\p{M}\p{N}.-]+$/u;
/** Host name with at least two labels, the last one not a number. */
const asciiDomain = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])$/;
/** RFC 5321, 4.5.3.1.3, without the angle brackets. */
const longestAddress = 254;

/**
 * The address as it is given to the mail server, or why it is not. Addresses may have been stored under other rules, so
 * nothing is taken on trust: what passes cannot hold a space, a control character, a bracket or a second address.
 *
 * An international domain is converted to ASCII (UTS #46). An international local part needs SMTPUTF8 (RFC 6531) from
 * every server on the way, which cannot be known before the message is under way; it is refused, and the party gets
 * the link from whoever invited it.
 */
export function recipientAddress(given: string): RecipientAddress {
  const at = given.lastIndexOf('@');
  const [local, domain] = [given.slice(0, at), given.slice(at + 1)];
  const ascii = domainLetters.test(domain) ? domainToASCII(domain) : '';
  if (at < 1 || !asciiDomain.test(ascii)) return { fault: 'invalid_address' };
  const address = `${local}@${ascii}`;
  if (localPart.test(local) && address.length <= longestAddress) return { address };
  const isInternational = internationalLocalPart.test(local) && /[^\p{ASCII}]/u.test(local);
  return { fault: isInternational ? 'address_not_supported' : 'invalid_address' };
}
