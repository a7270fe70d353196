import { rgb } from 'pdf-lib';
import { parseCalendarDate, printedDate, type CalendarDate } from '../calendar-date.js';
import { accent, pale, paperPage, printable, savedPaper, write, type Pen } from '../drawing/paper-page.js';
import { refuse } from '../refusal.js';

/** What a specimen utility bill says. Every member is printed as given. */
export interface UtilityBill {
  issuer: string;
  customer: string;
  /** One to six lines, printed under the customer's name. */
  addressLines: string[];
  accountNumber: string;
  /** ISO 8601 calendar date. */
  issueDate: string;
  /** With its currency, `EUR 84.20`; that amount unless said otherwise. */
  amount?: string;
}

function letterhead(pen: Pen, issuer: string): void {
  pen.page.drawRectangle({ x: 0, y: 762, width: 595.28, height: 79.89, color: accent });
  write(pen, issuer, 50, 800, 22, true, rgb(1, 1, 1));
  write(pen, 'Electricity and water for your home', 50, 779, 10, false, rgb(1, 1, 1));
  write(pen, 'SPECIMEN', 472, 801, 14, true, rgb(1, 1, 1));
}

function customerBlock(pen: Pen, customer: string, addressLines: readonly string[]): void {
  write(pen, 'Supply and billing address', 50, 722, 8, false, accent);
  write(pen, customer, 50, 705, 12, true);
  addressLines.forEach((line, index) => write(pen, line, 50, 688 - index * 15, 11));
}

function summary(pen: Pen, account: string, issued: CalendarDate, amount: string): void {
  const due = new Date(Date.UTC(issued.year, issued.month - 1, issued.day + 21)).toISOString().slice(0, 10);
  const rows = [
    ['Account number', account],
    ['Date of issue', printedDate(issued)],
    ['Payment due', printedDate(parseCalendarDate('/issueDate', due))],
    ['Amount due', amount],
  ] as const;
  pen.page.drawRectangle({ x: 330, y: 604, width: 215, height: 128, color: pale });
  rows.forEach(([label, value], index) => {
    write(pen, label, 345, 709 - index * 27, 8, false, accent);
    write(pen, value, 345, 696 - index * 27, 11, true);
  });
}

function chargesTable(pen: Pen, amount: string): void {
  write(pen, 'Your utility bill', 50, 555, 16, true, accent);
  write(pen, 'Service', 50, 525, 9, true);
  write(pen, 'Meter reading', 260, 525, 9, true);
  write(pen, 'Usage', 400, 525, 9, true);
  const services = [
    ['Electricity, household tariff', '048 213 kWh', '214 kWh'],
    ['Drinking water', '001 907 m3', '8 m3'],
    ['Network and standing charge', 'one month', ''],
  ] as const;
  services.forEach(([service, reading, usage], index) => {
    const y = 503 - index * 22;
    pen.page.drawLine({
      start: { x: 50, y: y + 15 },
      end: { x: 545, y: y + 15 },
      thickness: 0.5,
      color: accent,
    });
    write(pen, service, 50, y);
    write(pen, reading, 260, y);
    if (usage) write(pen, usage, 400, y);
  });
  pen.page.drawLine({ start: { x: 50, y: 450 }, end: { x: 545, y: 450 }, thickness: 1.2, color: accent });
  write(pen, 'Total for this period', 50, 430, 11, true);
  write(pen, amount, 400, 430, 11, true);
}

function footer(pen: Pen, issuer: string, account: string): void {
  write(pen, `Please quote account number ${account} with every payment.`, 50, 380);
  write(pen, 'Questions about this invoice? Our customer service answers on working days.', 50, 364);
  pen.page.drawLine({ start: { x: 50, y: 70 }, end: { x: 545, y: 70 }, thickness: 0.5, color: accent });
  write(
    pen,
    `${issuer} is a fictional company. This bill is a specimen and no claim for payment.`,
    50,
    54,
    8,
  );
}

/**
 * A utility bill as a PDF of one A4 page whose text is text. It is set in PDF's own Helvetica: letters outside
 * Western European (`Ł`, `ő`) lose their diacritic. Refuses (`DomainRefusal`) other scripts, empty texts and dates
 * that do not exist. The same bill gives the same bytes.
 */
export async function renderUtilityBill(bill: UtilityBill): Promise<Buffer> {
  const issued = parseCalendarDate('/issueDate', bill.issueDate);
  if (bill.addressLines.length < 1 || bill.addressLines.length > 6) {
    throw refuse('/addressLines', 'length', 'addressLines must have one to six lines');
  }
  const pen = await paperPage();
  const { regular } = pen;
  const issuer = printable('/issuer', bill.issuer, regular);
  const account = printable('/accountNumber', bill.accountNumber, regular);
  const amount = printable('/amount', bill.amount ?? 'EUR 84.20', regular);
  const address = bill.addressLines.map((line, index) => printable(`/addressLines/${index}`, line, regular));
  letterhead(pen, issuer);
  customerBlock(pen, printable('/customer', bill.customer, regular), address);
  summary(pen, account, issued, amount);
  chargesTable(pen, amount);
  footer(pen, issuer, account);
  return savedPaper(pen, `Utility bill of ${issuer}`, issued);
}
