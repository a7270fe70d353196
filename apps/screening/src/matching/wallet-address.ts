const bech32 = /^[a-z]{1,20}1[02-9ac-hj-np-z]{38,90}$/;
const cashAddress = /^(?:bitcoincash:)?([qp][02-9ac-hj-np-z]{41})$/;

/**
 * The form in which two spellings of one blockchain address are equal. EVM addresses (`0x…`, and `xdc…`, the same in
 * another coat) and bech32 addresses do not care about letter case (EIP-55 uses it as a checksum, BIP-173 forbids a
 * mixture), Bitcoin Cash may leave its prefix out; base58 and all others are compared letter by letter.
 */
export function walletKey(address: string): string {
  const text = address.trim();
  const lower = text.toLowerCase();
  if (/^(?:0x|xdc)[0-9a-f]{40}$/.test(lower)) return `0x${lower.slice(-40)}`;
  if (text !== lower && text !== text.toUpperCase()) return text;
  const cash = cashAddress.exec(lower);
  if (cash?.[1]) return `bitcoincash:${cash[1]}`;
  return bech32.test(lower) ? lower : text;
}
