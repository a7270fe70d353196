import { PDFDocument, StandardFonts, rgb, type PDFFont, type PDFPage } from 'pdf-lib';
import { type CalendarDate } from '../calendar-date.js';
import { refuse } from '../refusal.js';

/** A page, and the fonts that it is written in. */
export interface Pen {
  document: PDFDocument;
  page: PDFPage;
  regular: PDFFont;
  bold: PDFFont;
}

const ink = rgb(0.11, 0.13, 0.16);
export const accent = rgb(0.05, 0.36, 0.42);
export const pale = rgb(0.92, 0.96, 0.96);

/** The letters with a stroke, which have no decomposition and are not in the character set of PDF's own fonts. */
const strokedLetters: Readonly<Record<string, string>> = {
  Ł: 'L',
  ł: 'l',
  Đ: 'D',
  đ: 'd',
  Ħ: 'H',
  ħ: 'h',
  ı: 'i',
  Ŧ: 'T',
  ŧ: 't',
};

/** The text with letters outside WinAnsi reduced to their base letter; refuses what has none. `pointer` names the text. */
export function printable(pointer: string, text: string, font: PDFFont): string {
  const known = new Set(font.getCharacterSet());
  const has = (letter: string): boolean => known.has(letter.codePointAt(0) ?? 0);
  const letters = [...text.normalize('NFC').replace(/\s+/g, ' ').trim()].map((letter) => {
    if (has(letter)) return letter;
    const plain = strokedLetters[letter] ?? letter.normalize('NFD').replace(/\p{M}/gu, '');
    if (plain === '' || ![...plain].every(has)) {
      throw refuse(pointer, 'latin_letters', `${pointer.slice(1)} must be written in Latin letters`);
    }
    return plain;
  });
  const written = letters.join('');
  if (written === '' || written.length > 120) {
    throw refuse(pointer, 'length', `${pointer.slice(1)} must have 1 to 120 characters`);
  }
  return written;
}

/** Writes one line from the point `x`, `y` of its baseline, smaller where it would not fit on the page. */
export function write(
  pen: Pen,
  text: string,
  x: number,
  y: number,
  size = 10,
  bold = false,
  color = ink,
): void {
  const font = bold ? pen.bold : pen.regular;
  const room = 545 - x;
  const fitted = Math.min(size, (size * room) / Math.max(font.widthOfTextAtSize(text, size), 1));
  pen.page.drawText(text, { x, y, size: fitted, font, color });
}

/** A new PDF with an empty page of A4, to be set in PDF's own Helvetica. */
export async function paperPage(): Promise<Pen> {
  const document = await PDFDocument.create();
  const regular = await document.embedFont(StandardFonts.Helvetica);
  const bold = await document.embedFont(StandardFonts.HelveticaBold);
  return { document, page: document.addPage([595.28, 841.89]), regular, bold };
}

/** The bytes of the PDF; the same drawing, title and date give the same bytes. */
export async function savedPaper(
  { document }: Pen,
  title: string,
  { year, month, day }: CalendarDate,
): Promise<Buffer> {
  const created = new Date(Date.UTC(year, month - 1, day));
  document.setTitle(title);
  document.setCreationDate(created);
  document.setModificationDate(created);
  return Buffer.from(await document.save());
}
