import { parseCalendarDate, printedDate } from '../calendar-date.js';
import { accent, pale, paperPage, printable, savedPaper, write, type Pen } from '../drawing/paper-page.js';
import { refuse, within } from '../refusal.js';

/** What a specimen declaration of beneficial owners says. Every member is printed as given. */
export interface OwnersDeclaration {
  company: string;
  registrationNumber: string;
  /** One line. */
  registeredOffice: string;
  /** One to eight names. */
  directors: string[];
  /** One to eight, each with its part in the capital in per cent. */
  shareholders: { name: string; nationality: string; share: number }[];
  /** ISO 8601 calendar date of the declaration. */
  issueDate: string;
}

const mostEntries = 8;

type Rows = readonly (readonly string[])[];

function letterhead(pen: Pen): void {
  pen.page.drawRectangle({ x: 0, y: 782, width: 595.28, height: 59.89, color: accent });
  write(pen, 'Declaration of beneficial ownership', 50, 803, 18, true, pale);
  write(pen, 'SPECIMEN', 472, 805, 14, true, pale);
}

function particulars(pen: Pen, rows: Rows): void {
  rows.forEach(([label = '', value = ''], index) => {
    write(pen, label, 50, 745 - index * 18, 10, false, accent);
    write(pen, value, 200, 745 - index * 18, 11, true);
  });
}

/** Writes a heading and the names below it; answers the height at which the page goes on. */
function directorList(pen: Pen, directors: readonly string[]): number {
  write(pen, 'Directors', 50, 650, 13, true, accent);
  directors.forEach((name, index) => write(pen, name, 50, 630 - index * 16, 11));
  return 630 - directors.length * 16;
}

function shareholderTable(pen: Pen, top: number, rows: Rows): number {
  write(pen, 'Shareholders', 50, top, 13, true, accent);
  pen.page.drawRectangle({ x: 45, y: top - 25, width: 505, height: 16, color: pale });
  const table = [['Name', 'Nationality', 'Shareholding'], ...rows];
  table.forEach((cells, index) => {
    const y = top - 20 - index * 20;
    cells.forEach((cell, column) => write(pen, cell, [50, 290, 440][column] ?? 440, y, 10, index === 0));
  });
  return top - 20 - table.length * 20;
}

function signature(pen: Pen, top: number, date: string): void {
  write(pen, `This declaration was made on ${date} and covers all shares of the company.`, 50, top - 40);
  pen.page.drawLine({ start: { x: 50, y: 130 }, end: { x: 250, y: 130 }, thickness: 0.5, color: accent });
  write(pen, 'Signature', 50, 117, 8);
  write(pen, 'A fictional company. This declaration is a specimen and proves nothing.', 50, 54, 8);
  write(pen, 'Page 1 of 1', 490, 54, 8);
}

const percent = (share: number): string => `${share.toFixed(2)} %`;

/**
 * A declaration of a company's directors and owners, as a PDF of one A4 page whose text is text; set and refused as the
 * utility bill is, and for shares beyond 0 to 100. The same declaration gives the same bytes.
 */
export async function renderOwnersDeclaration(declaration: OwnersDeclaration): Promise<Buffer> {
  const issued = parseCalendarDate('/issueDate', declaration.issueDate);
  const { directors, shareholders } = declaration;
  for (const [name, list] of Object.entries({ directors, shareholders })) {
    if (list.length < 1 || list.length > mostEntries) {
      throw refuse(`/${name}`, 'length', `${name} must have one to eight entries`);
    }
  }
  const pen = await paperPage();
  const text = (pointer: string, value: string) => printable(pointer, value, pen.regular);
  const company = text('/company', declaration.company);
  letterhead(pen);
  particulars(pen, [
    ['Company name', company],
    ['Company number', text('/registrationNumber', declaration.registrationNumber)],
    ['Registered office', text('/registeredOffice', declaration.registeredOffice)],
  ]);
  const below = directorList(
    pen,
    directors.map((name, i) => text(`/directors/${i}`, name)),
  );
  const rows = shareholders.map(({ name, nationality, share }, i) => [
    text(`/shareholders/${i}/name`, name),
    text(`/shareholders/${i}/nationality`, nationality),
    percent(within(`/shareholders/${i}/share`, share, 0, 100)),
  ]);
  signature(pen, shareholderTable(pen, below - 30, rows), printedDate(issued));
  return savedPaper(pen, `Declaration of beneficial ownership of ${company}`, issued);
}
