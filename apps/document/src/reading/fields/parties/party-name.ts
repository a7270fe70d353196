import { namesOrganisation, personName } from '../person-name.js';
import {
  endsWithNationality,
  hasDocumentWord,
  hasProseWord,
  hasRoleWord,
  isColumnHead,
  isPlace,
} from './party-words.js';

const longestName = 120;

/**
 * The person or company that a text names and nothing else, as it is written there without a title such as `Mr`;
 * undefined when it is anything else, or may be two names.
 */
export function partyName(text: string): string | undefined {
  const clean = text.normalize('NFC').replace(/\s+/g, ' ').trim();
  if (clean.length > longestName || isColumnHead(clean) || hasDocumentWord(clean)) return undefined;
  return isCompany(clean) ? clean : personIn(clean);
}

/** Whether two names that `partyName` gave are people's, and only one of them has its surname first: `Doe, John`. */
export const differInOrder = (one: string, other: string): boolean =>
  !isCompany(one) && !isCompany(other) && hasComma(one) !== hasComma(other);

const hasComma = (name: string): boolean => name.replace(suffix, '').includes(',');

/** Legal forms that end a company's name, however they are written. */
const legalForm =
  /(?:^|[\s,])(?:ltd|limited|llc|l\.l\.c|llp|plc|p\.l\.c|inc|incorporated|corp|corporation|company|gmbh|mbh|ohg|kgaa|s\.a|s\.a\.s|sarl|s\.[aà]\.? ?r\.l|s[aà]rl|srl|s\.r\.l|s\.p\.a|b\.v|n\.v|oyj|aps|a\/s|s\.l|s\.l\.u|ltda|lda|sp\. ?z ?o\. ?o|s\.r\.o|d\.o\.o|kft|uab|sdn\.? bhd|e\.v|trust|foundation|fund|partnership|stiftung|holding|holdings|bank)\.?$/i;

/** Forms that are also words, or somebody's name, in small letters. */
const formInCapitals =
  /(?:^|[\s,])(?:AG|KG|SE|SA|AB|AS|ASA|BV|NV|CV|SL|SLU|SAS|SNC|SCI|SCA|SPA|LP|OÜ|Oy|OY|UG(?: ?\(haftungsbeschr[aä]nkt\))?|eG|VOF)$/;

const companyStart = /^(?:The )?(?!(?:for|by|to|on|of|per|from|pour|f[üu]r|por|voor|signed|and)\s)/i;
const companyWord = /^[\p{Lu}\d(&"'’][\p{L}\p{M}\d'’&.,()"/+-]*$/u;
const companyParticle =
  /^(?:of|and|the|for|de|la|le|du|des|del|di|da|do|et|und|y|e|en|van|von|der|den|i|z|o\.?o\.|mbH|eG|e\.V\.|publ|&|\+|-|–)$/u;
const nameOfForm = /^(?:Stichting|Fundaci[oó]n|Fondation)\s\p{Lu}/u;

/** The end of a name that two people or companies do not make: `Peter Jones and Sons Ltd`. */
const familyFirm =
  /^(?:co|company|sons?|daughters|partners?|associates|brothers|s[öo]hne|fils|hijos|zonen|figli)\b/i;

function isCompany(text: string): boolean {
  const form = legalForm.exec(text) ?? formInCapitals.exec(text);
  if (!form && !nameOfForm.test(text)) return false;
  const own = form ? text.slice(0, form.index).replace(/,$/, '') : text;
  if (
    own.trim().length < 2 ||
    own.includes(',') ||
    /\s(?:&|\p{Ll}+)$/u.test(own.trim()) ||
    !companyStart.test(text)
  )
    return false;
  const words = text.split(' ');
  if (words.length > 12 || !words.every((word) => companyWord.test(word) || companyParticle.test(word))) {
    return false;
  }
  return !/\p{Ll}/u.test(words[0]?.[0] ?? '') && !joinsTwo(text);
}

/** Whether a text reads as two names with a word between. */
function joinsTwo(text: string): boolean {
  return [...text.matchAll(/\s(?:and|und|et|en|y|e|&)\s/gi)].some(({ index, 0: word }) => {
    const [left, right] = [text.slice(0, index), text.slice(index + word.length)];
    return !familyFirm.test(right) && isOne(left) && isOne(right);
  });
}

const isOne = (text: string): boolean =>
  isCompany(text) || (text.split(' ').length > 1 && personName(text) !== undefined);

const suffix = /,\s*(?:Jr|Sr|II|III|IV|Esq|Ph\.?D)\.?$/;

function personIn(line: string): string | undefined {
  // The point that ends a sentence is none of the name; that of an initial is.
  const text = line.replace(/(?<=\p{L}{3})\.$/u, '');
  const plain = text.replace(suffix, '');
  if (plain.includes(',')) return surnameFirst(plain) ? text : undefined;
  return person(plain) && personName(text);
}

function person(text: string): string | undefined {
  if (/\d/.test(text) || /(?:^|\s)(?:and|und|et|&)\s|^(?:en|y|e)\s|\s\p{Ll}+$/u.test(text) || joinsTwo(text))
    return undefined;
  if (hasRoleWord(text) || hasProseWord(text) || isPlace(text) || namesOrganisation(text)) return undefined;
  const name = personName(text);
  if (!name) return undefined;
  const words = name.split(' ').filter((word) => /^\p{Lu}/u.test(word) && !/^[IVX]{2,}$/.test(word));
  if (words.length < 2 || !words.some((word) => word.replace(/[^\p{L}]/gu, '').length > 1)) return undefined;
  return words.length > 2 && endsWithNationality(name) ? undefined : name;
}

/**
 * `Doe, John`, and `DOE SMITH, John` whose capitals tell the surname; `Jane Doe, London` is neither certainly a surname
 * first nor certainly a name alone.
 */
function surnameFirst(text: string): boolean {
  const parts = text.split(',').map((part) => part.trim());
  const [surname = '', given = ''] = parts;
  if (parts.length !== 2 || isPlace(surname) || isPlace(given)) return false;
  const words = surname
    .split(' ')
    .filter(
      (word) => !/^(?:van|von|de|der|den|del|della|di|da|dos?|la|le|ter|ten|zu|al|el|bin)$/i.test(word),
    );
  const inCapitals = surname === surname.toUpperCase() && given !== given.toUpperCase();
  if (words.length !== 1 && !inCapitals) return false;
  if (
    given.split(' ').length > 3 ||
    !/^\p{Lu}(?:\p{M}?\.|[\p{L}\p{M}'’-]*\p{Ll}|[\p{Lu}'’-]{2})/u.test(given)
  )
    return false;
  return surname.length > 1 && person(`${given} ${surname}`) !== undefined;
}
