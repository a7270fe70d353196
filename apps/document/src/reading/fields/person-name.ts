/** Words that a company's name ends with or holds, and a person's does not. */
const companyWord =
  /\b(?:ltd|limited|plc|llc|llp|inc|corp|corporation|company|co|gmbh|ag|kg|ug|ohg|se|sa|s\.a|sarl|sas|srl|s\.r\.l|spa|s\.p\.a|bv|b\.v|nv|n\.v|oy|oyj|ab|as|aps|sl|s\.l|lda|bank|banque|banca|banco|sparkasse|energy|energie|power|water|gas|electric|electricity|utilities|utility|telecom|mobile|broadband|insurance|council|services|group|department|authority|revenue)\b\.?/i;

const title = /^(?:mr|mrs|ms|miss|dr|prof|herr|frau|m|mme|mlle|sr|sra|sig|sig\.ra|dhr|mevr)\.?\s+/i;

/** Whether a text is, or contains, the name of an organisation. */
export const namesOrganisation = (text: string): boolean => companyWord.test(text);

/**
 * A person's name out of a line that holds nothing else, its title removed; undefined when the line is anything else:
 * one to six words of letters, each beginning with a capital or wholly in capitals (particles such as `de` aside).
 */
export function personName(line: string): string | undefined {
  const text = line.replace(/\s+/g, ' ').trim().replace(title, '');
  if (namesOrganisation(text) || text.length > 70) return undefined;
  const words = text.split(' ');
  if (words.length < 2 || words.length > 6) return undefined;
  const particle =
    /^(?:de|da|do|dos|das|del|della|di|du|des|la|le|van|von|der|den|ter|ten|zu|af|av|bin|bint|al|el|y|e|und|and|&)$/;
  const nameWord = /^\p{Lu}[\p{L}\p{M}'’-]*\.?,?$/u;
  const names = words.filter((word) => !particle.test(word));
  return names.length >= 1 && names.every((word) => nameWord.test(word)) ? text.replace(/,$/, '') : undefined;
}
