/** A text without what it says about a holding, and that. */
export interface Holding {
  rest: string;
  /** The parts in the capital that are stated exactly, in per cent, 0 to 100; not once each for the same number. */
  shares: readonly number[];
  /** Whether a part is stated as a range, as a limit, or as one that cannot be. */
  isVague: boolean;
  /** Whether anything was said about a holding, be it a number of shares. */
  isStated: boolean;
}

const unit = String.raw`(?:%|per ?cent\b|pct\b|Prozent\b|v\. ?H\.|pour cent\b|por ciento\b|procent\b)`;
const ofCapital = String.raw`(?:\s*(?:of|des|du|del|van|de)\s(?:the |la |las |het |de |les )?(?:issued )?(?:share capital|shares|capital|Stammkapitals|Kapitals|Anteile|parts|actions|acciones|participaciones|kapitaal|aandelen))?`;
const limit = String.raw`(?:[<>≥≤~±]|\b(?:more than|over|at least|up to|less than|under|about|approx\.?|ca\.?|mehr als|mindestens|plus de|moins de|m[áa]s de|menos de|meer dan|minder dan)\s)\s*`;
const range = String.raw`\d{1,3}(?:[.,]\d{1,6})?\s?(?:${unit})?\s?(?:[-–—]|to|bis|à|a|tot)\s?`;

/** Numbers with a comma or a point; one that continues another, as in `1 250 %`, is not taken for a smaller one. */
const percentage = new RegExp(
  String.raw`(?<limit>${limit})?(?<range>(?<![\p{L}\d.,])${range})?(?<![\p{L}\d.,']|\d\s)(?<number>\d{1,3}(?:[.,]\d{1,6})?)\s?${unit}(?<more>\s?\+|\sor more)?${ofCapital}`,
  'giu',
);

const shareCount =
  /(?<![\p{L}\d])\d[\d.,']{0,20}(?:\s\d{3}){0,4}\s(?:(?:fully|paid|ordinary|preference|common|registered|class|[a-z]|voting)\s){0,4}(?:shares?|units?|Anteile?|Geschäftsanteile?|Aktien|actions|parts(?: sociales)?|acciones|participaciones|aandelen|azioni|quote|quotas)(?!\p{L})/giu;

const money =
  /(?<!\p{L})(?:EUR|USD|GBP|CHF|€|\$|£)\s?\d[\d.,']{0,20}|(?<![\p{L}\d])\d[\d.,']{0,20}\s?(?:EUR|USD|GBP|CHF|€|£)(?!\p{L})/gu;

/** A private character for what was taken out, so that words on both sides of it are never joined to one name. */
const gap = '\uE000';

/** Reads and removes parts in the capital, numbers of shares and their nominal values. */
export function takeHolding(text: string): Holding {
  const shares: number[] = [];
  let isVague = false;
  let rest = text.replace(percentage, (...match) => {
    const { limit, range, number, more } = match.at(-1) as Record<string, string | undefined>;
    const share = Number(number?.replace(',', '.'));
    if (limit ?? range ?? more ?? (share > 100 ? 'more than there is' : undefined)) isVague = true;
    else if (!shares.includes(share)) shares.push(share);
    return gap;
  });
  rest = rest.replace(shareCount, gap).replace(money, gap);
  const isStated = rest !== text;
  return { rest: onlyText(rest), shares, isVague, isStated };
}

const edges = /^[\s\-–—:;,.|=•…]+|[\s\-–—:;,|=•…]+$|\s*\.{2,}\s*$/gu;

/** The one text around what was taken out; with words on several sides it is left as it is, and no name. */
function onlyText(text: string): string {
  const texts = text
    .replace(/[([]\s*\uE000\s*[)\]]/gu, gap)
    .split(gap)
    .map((part) => part.replace(/\s(?:\s?\.){2,}\s*|\.{3,}\s*/g, ' ').replace(edges, ''))
    .filter((part) => part !== '');
  return texts.join(gap);
}
