import { withPlainNames } from './pdf-names.js';

/**
 * Is what a document does when it is opened only a move to one of its pages? Many word processors write that, so the
 * mere presence of `/OpenAction` is no ground for refusal. Anything that cannot be resolved counts as harmful.
 *
 * @param objects the objects of the file as text, those unpacked from object streams included
 */
export function leadsSomewhereHarmless(objects: string): boolean {
  const text = withPlainNames(objects);
  const opening = /\/OpenAction(?![A-Za-z0-9])\s*/g;
  for (let match = opening.exec(text); match; match = opening.exec(text)) {
    if (!isPageMove(text, match.index + match[0].length)) return false;
  }
  return true;
}

function isPageMove(text: string, at: number): boolean {
  const value = text.slice(at, at + 200);
  if (value.startsWith('[') || value.startsWith('null')) return true;
  if (value.startsWith('<<')) return isGoTo(value);
  const reference = /^(\d{1,10})\s+(\d{1,5})\s+R\b/.exec(value);
  return reference !== null && targets(text, reference[1] ?? '').every((t) => t.startsWith('[') || isGoTo(t));
}

/** Every definition of the object: an update may have replaced it, and readers differ in which one they take. */
function targets(text: string, id: string): string[] {
  const definition = new RegExp(`(?<![0-9])${id}\\s+\\d{1,5}\\s+obj\\b\\s*`, 'g');
  const found = [...text.matchAll(definition)].map((m) => text.slice(m.index + m[0].length).slice(0, 200));
  return found.length > 0 ? found : ['unresolved'];
}

/** A dictionary that says `/S /GoTo` and chains nothing behind it. */
function isGoTo(dictionary: string): boolean {
  const end = dictionary.indexOf('>>');
  const body = end < 0 ? dictionary : dictionary.slice(0, end);
  return /\/S\s*\/GoTo(?![A-Za-z0-9])/.test(body) && !/\/Next(?![A-Za-z0-9])/.test(body);
}
