import { describe, expect, it } from '@jest/globals';
import { PDFDocument } from 'pdf-lib';
import { DomainRefusal } from '#libs/problems';
import { shownText } from '../testing/shown-text.js';
import { renderUtilityBill, type UtilityBill } from './utility-bill.js';

const bill: UtilityBill = {
  issuer: 'Meridania Power & Water',
  customer: 'Zoë Østergård',
  addressLines: ['Zeestraat 12', '2518 AA Den Haag', 'Netherlands'],
  accountNumber: '4711-889-02',
  issueDate: '2025-12-20',
};

describe('renderUtilityBill', () => {
  it.each<[string, Partial<UtilityBill>]>([
    ['another script', { customer: 'Иван' }],
    ['an empty issuer', { issuer: '  ' }],
    ['no address', { addressLines: [] }],
    ['a day that does not exist', { issueDate: '2025-02-29' }],
  ])('refuses %s', async (_, change) => {
    await expect(renderUtilityBill({ ...bill, ...change })).rejects.toThrow(DomainRefusal);
  });

  it('is one page of A4 whose words can be read out of the file', async () => {
    const pdf = await renderUtilityBill(bill);
    const document = await PDFDocument.load(pdf);
    expect(document.getPageCount()).toBe(1);
    expect(document.getPage(0).getSize()).toEqual({ width: 595.28, height: 841.89 });
    const text = await shownText(pdf);
    for (const words of [
      bill.customer,
      ...bill.addressLines,
      bill.accountNumber,
      '20 DEC 2025',
      '10 JAN 2026',
    ]) {
      expect(text.split('\n')).toContain(words);
    }
  });

  it('writes letters it has no glyph for without their diacritic', async () => {
    const text = await shownText(await renderUtilityBill({ ...bill, customer: 'Łucja Sőregi' }));
    expect(text.split('\n')).toContain('Lucja Soregi');
  });

  it('gives the same bytes for the same bill', async () => {
    expect(await renderUtilityBill(bill)).toEqual(await renderUtilityBill(bill));
  });
});
