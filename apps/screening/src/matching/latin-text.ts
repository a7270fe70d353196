import anyAscii from 'any-ascii';

/** Arabic, Persian and Urdu letters as names are usually romanised; the general table writes ʿayn and ʾalif as signs. */
const arabicLetters: Readonly<Record<string, string>> = {
  ا: 'a',
  أ: 'a',
  إ: 'i',
  آ: 'a',
  ٱ: 'a',
  ب: 'b',
  ت: 't',
  ث: 'th',
  ج: 'j',
  ح: 'h',
  خ: 'kh',
  د: 'd',
  ذ: 'dh',
  ر: 'r',
  ز: 'z',
  س: 's',
  ش: 'sh',
  ص: 's',
  ض: 'd',
  ط: 't',
  ظ: 'z',
  ع: 'a',
  غ: 'gh',
  ف: 'f',
  ق: 'q',
  ك: 'k',
  ک: 'k',
  ل: 'l',
  م: 'm',
  ن: 'n',
  ه: 'h',
  ھ: 'h',
  ہ: 'h',
  و: 'u',
  ؤ: 'u',
  ي: 'i',
  ی: 'i',
  ئ: 'i',
  ى: 'a',
  ة: 'a',
  ے: 'e',
  ء: '',
  پ: 'p',
  چ: 'ch',
  ژ: 'zh',
  گ: 'g',
};

const arabicArticle = /(^|\s)ال(?=\p{Script=Arabic}{3})/gu;

/** Everything that is neither letter, mark, digit nor a sign that occurs inside names. */
const noNameSign = /[^\p{L}\p{M}\p{N}\s'’‘`ʿʾʹ".,&+@/\\()_·・‐-―-]/gu;

/** Names longer than this are cut: the longest of the OFAC lists has 232 characters. */
const maxLength = 400;

/**
 * A name in lower-case ASCII letters, digits and the signs between them, whatever script it came in. Emoji, control
 * characters and other signs become spaces; accents and vowel points go. The result is for comparing, not for showing.
 */
export function toLatin(name: string): string {
  const text = name.slice(0, maxLength).normalize('NFKC').replace(noNameSign, ' ');
  if (isPlainAscii(text)) return text.toLowerCase();
  const letters = [...text.replace(arabicArticle, '$1').normalize('NFC')]
    .map((letter) => arabicLetters[letter] ?? letter)
    .join('');
  const unmarked = letters.normalize('NFKD').replace(/[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]/g, '');
  return anyAscii(unmarked.normalize('NFC')).toLowerCase();
}

/** True when the script writes few or no vowels, so that only the consonants can be compared. */
export function lacksVowels(name: string): boolean {
  return /[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(name);
}

/** True when there is at least one letter or digit to compare: a name of signs or emoji alone cannot be screened. */
export function isScreenableName(name: string): boolean {
  return /[a-z0-9]/.test(toLatin(name));
}

function isPlainAscii(text: string): boolean {
  return /^[ -~\s]*$/.test(text);
}
