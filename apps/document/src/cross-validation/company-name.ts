import { foldedWords } from './folded-words.js';

/** Ways to write a legal form, each list beginning with the short one. */
const legalForms: readonly (readonly string[])[] = [
  ['ltd', 'limited'],
  ['inc', 'incorporated'],
  ['corp', 'corporation'],
  ['co', 'company'],
  ['llc', 'limited liability company'],
  ['llp', 'limited liability partnership'],
  ['plc', 'public limited company'],
  ['gmbh', 'gesellschaft mit beschränkter haftung'],
  ['ag', 'aktiengesellschaft'],
  ['sa', 'société anonyme', 'sociedad anónima'],
  ['sarl', 'société à responsabilité limitée'],
  ['sl', 'sociedad limitada'],
  ['srl', 'società a responsabilità limitata'],
  ['spa', 'società per azioni'],
  ['bv', 'besloten vennootschap'],
  ['nv', 'naamloze vennootschap'],
];

/** Longest first, so that `limited liability company` is not taken for a company that is `limited`. */
const spellings = legalForms
  .flatMap(([form = '', ...others]) => others.map((other) => ({ form, words: foldedWords(other).join(' ') })))
  .sort((a, b) => b.words.length - a.words.length);

const forms = new Set(legalForms.map(([form = '']) => foldedWords(form).join('')));

/**
 * Whether two names are the same company's: case, accents, punctuation and the spelling of the legal form do not
 * matter. A name without a legal form agrees with one that has it; two different forms are two companies.
 */
export function isSameCompanyName(a: string, b: string): boolean {
  const [left, right] = [partsOf(a), partsOf(b)];
  if (left.name === '' || left.name !== right.name) return false;
  return left.form === '' || right.form === '' || left.form === right.form;
}

function partsOf(name: string): { name: string; form: string } {
  const plain = foldedWords(name.replace(/&/g, ' and ')).join(' ');
  const short = spellings.reduce(
    (text, { form, words }) => text.replace(new RegExp(`(?<=^| )${words}(?= |$)`, 'g'), form.toUpperCase()),
    plain,
  );
  const words = short.split(' ');
  const isForm = (word: string): boolean => forms.has(word);
  const kept = words.filter((word) => !isForm(word));
  // A name of nothing but legal forms keeps them.
  return kept.length === 0
    ? { name: words.join(''), form: '' }
    : { name: kept.join(''), form: words.filter(isForm).join(' ') };
}
