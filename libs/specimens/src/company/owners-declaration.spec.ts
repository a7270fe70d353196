import { describe, expect, it } from '@jest/globals';
import { PDFDocument } from 'pdf-lib';
import { DomainRefusal } from '#libs/problems';
import { shownText } from '../testing/shown-text.js';
import { renderOwnersDeclaration, type OwnersDeclaration } from './owners-declaration.js';

const declaration: OwnersDeclaration = {
  company: 'Meridania Widgets Ltd',
  registrationNumber: '04711889',
  registeredOffice: 'Zeestraat 12, 2518 AA Den Haag, Netherlands',
  directors: ['Zoë Østergård'],
  shareholders: [{ name: 'Northern Holding B.V.', nationality: 'Dutch', share: 100 }],
  issueDate: '2025-12-20',
};
const owner = { name: 'Ada Byron', nationality: 'British', share: 40 };

describe('renderOwnersDeclaration', () => {
  it.each<[string, Partial<OwnersDeclaration>]>([
    ['no directors', { directors: [] }],
    ['nine shareholders', { shareholders: Array(9).fill(owner) }],
    ['more than the whole', { shareholders: [{ ...owner, share: 100.5 }] }],
    ['another script', { directors: ['Иван'] }],
    ['an empty name', { shareholders: [{ ...owner, name: ' ' }] }],
    ['a day that does not exist', { issueDate: '2025-02-29' }],
  ])('refuses %s', async (_, change) => {
    await expect(renderOwnersDeclaration({ ...declaration, ...change })).rejects.toThrow(DomainRefusal);
  });

  it('is one page of A4 whose words can be read out of the file', async () => {
    const most = { directors: Array(8).fill('Jane Doe'), shareholders: Array(8).fill(owner) };
    const pdf = await renderOwnersDeclaration({ ...declaration, ...most });
    expect((await PDFDocument.load(pdf)).getPageCount()).toBe(1);
    const text = (await shownText(pdf)).split('\n');
    expect(text.filter((shown) => shown === '40.00 %')).toHaveLength(8);
    expect(text.filter((shown) => shown === 'Jane Doe')).toHaveLength(8);
    expect(text).toEqual(
      expect.arrayContaining(['Meridania Widgets Ltd', '04711889', 'Ada Byron', 'British']),
    );
  });

  it('gives the same bytes for the same declaration', async () => {
    expect(await renderOwnersDeclaration(declaration)).toEqual(await renderOwnersDeclaration(declaration));
  });
});
