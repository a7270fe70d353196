import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { renderOwnersDeclaration } from '#libs/specimens';
import { testData } from '#libs/testing';
import { PDFDocument, StandardFonts } from 'pdf-lib';
import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { type DocumentAnalyzer } from './document-analyzer.js';
import { type ProfileField } from './profiles/profile-field.js';
import { createLocalDocumentAnalyzer } from './local-document-analyzer.js';

const specimens = 'documents/mrz';
const folder = testData(specimens);
const onSpecimens = folder ? it : it.skip;
const needs = folder ? '' : ` (skipped: ${specimens} is missing)`;

// Each reading takes one to two seconds of computing, and specs share the machine with each other.
jest.setTimeout(120_000);

let analyzer: DocumentAnalyzer & { close(): Promise<void> };

beforeAll(async () => {
  analyzer = await createLocalDocumentAnalyzer({ now: () => new Date('2025-06-01T00:00:00Z') });
});

afterAll(() => analyzer.close());

const jpeg = async (name: string) => ({
  bytes: await readFile(`${folder}/${name}.jpg`),
  contentType: 'image/jpeg' as const,
});

async function pdfOf(lines: [x: number, y: number, text: string][]) {
  const document = await PDFDocument.create();
  const page = document.addPage([595, 842]);
  const font = await document.embedFont(StandardFonts.Helvetica);
  for (const [x, y, text] of lines) page.drawText(text, { x, y: 842 - y, size: 11, font });
  return { bytes: Buffer.from(await document.save()), contentType: 'application/pdf' as const };
}

describe('the local document analyzer', () => {
  it.each(['image/jpeg', 'application/pdf'] as const)('refuses bytes that are no %s', async (contentType) => {
    const file = { bytes: Buffer.from('nothing of the kind'), contentType };
    await expect(analyzer.analyze(file, 'id')).rejects.toMatchObject({ code: 'invalid_file' });
  });

  it('reads nothing from an empty page', async () => {
    const blank = sharp({ create: { width: 300, height: 200, channels: 3, background: '#fff' } });
    const reading = await analyzer.analyze(
      { bytes: await blank.png().toBuffer(), contentType: 'image/png' },
      'id',
    );
    expect(reading).toMatchObject({
      documentKind: 'unknown',
      fields: {},
      warnings: [{ code: 'text_unreadable' }],
    });
  });

  it('says that a PDF without text or pictures has no text layer', async () => {
    const reading = await analyzer.analyze(await pdfOf([]), 'proof_of_address');
    expect(reading).toMatchObject({ fields: {}, warnings: [{ code: 'no_text_layer' }] });
  });

  it('reads a bank statement from its text layer', async () => {
    const file = await pdfOf([
      [50, 60, 'Bank of Meridania'],
      [50, 120, 'Ms Zoë Østergård'],
      [50, 134, 'Zeestraat 12'],
      [50, 148, '2518 AA Den Haag'],
      [350, 120, 'Statement date'],
      [450, 120, '20 May 2025'],
      [350, 136, 'Account number'],
      [450, 136, '4711 8890 2'],
      [50, 220, 'Statement of account'],
      [50, 240, 'Opening balance'],
      [50, 260, 'Closing balance'],
    ]);
    const reading = await analyzer.analyze(file, 'proof_of_address');
    expect(reading.documentKind).toBe('bank_statement');
    expect(reading.fields).toMatchObject({
      full_name: { value: 'Zoë Østergård', source: 'text_layer' },
      address: { value: 'Zeestraat 12, 2518 AA Den Haag' },
      issue_date: { value: '2025-05-20' },
      account_number: { value: '4711 8890 2' },
      issuer: { value: 'Bank of Meridania' },
    });
  });

  it('reads who directs and owns a company', async () => {
    const bytes = await renderOwnersDeclaration({
      company: 'Meridania Widgets Ltd',
      registrationNumber: '04711889',
      registeredOffice: 'Zeestraat 12, 2518 AA Den Haag, Netherlands',
      directors: ['Zoë Østergård', 'John A. Smith'],
      shareholders: [
        { name: 'Ada Byron', nationality: 'British', share: 40.5 },
        { name: 'Northern Holding B.V.', nationality: 'Dutch', share: 59.5 },
      ],
      issueDate: '2025-12-20',
    });
    const directors = ['Zoë Østergård', 'John A. Smith'];
    const shareholders = [
      { name: 'Ada Byron', share: 40.5 },
      { name: 'Northern Holding B.V.', share: 59.5 },
    ];
    const pdf = { bytes, contentType: 'application/pdf' as const };
    const { documentKind, fields } = await analyzer.analyze(pdf, 'beneficial_owners');
    expect(documentKind).toBe('company_document');
    expect(fields).toEqual({
      company_name: { value: 'Meridania Widgets Ltd', confidence: 0.9, source: 'text_layer' },
      registration_number: { value: '04711889', confidence: 0.9, source: 'text_layer' },
      registered_address: expect.objectContaining({ source: 'text_layer' }),
      directors: { value: directors, confidence: 0.9, source: 'text_layer' },
      shareholders: { value: shareholders, confidence: 0.9, source: 'text_layer' },
    });
  });

  it('reads who owns a company in a photograph', async () => {
    const rows = [
      [110, 'Register of shareholders', ''],
      [200, 'Shareholders', ''],
      [260, 'Name', 'Share'],
      [320, 'Ada Byron', '40 %'],
      [380, 'Northern Holding B.V.', '60 %'],
    ].map(([y, name, share]) => `<text x="60" y="${y}">${name}</text><text x="900" y="${y}">${share}</text>`);
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="460" font-family="sans-serif"
      font-size="34"><rect width="1200" height="460" fill="#fdfcf8"/>${rows.join('')}</svg>`;
    const file = { bytes: await sharp(Buffer.from(svg)).png().toBuffer(), contentType: 'image/png' as const };
    const { documentKind, fields } = await analyzer.analyze(file, 'shareholder_registry');
    expect(documentKind).toBe('company_document');
    expect(fields.shareholders).toMatchObject({
      value: [
        { name: 'Ada Byron', share: 40 },
        { name: 'Northern Holding B.V.', share: 60 },
      ],
      source: 'visual_zone',
    });
  });

  it('says how well a text layer can be read, and finds the fields of a profile in it', async () => {
    const file = await pdfOf([
      [50, 60, 'Deed of pledge'],
      [50, 120, 'DEED NUMBER'],
      [50, 134, '2025/4711'],
      [50, 180, 'Date of deed:'],
      [150, 180, '20 May 2025'],
      [50, 210, 'Pledged sum: EUR 12.500,00'],
    ]);
    const profile: ProfileField[] = [
      { name: 'deed_number', type: 'text', labels: ['Deed number'] },
      { name: 'deed_date', type: 'date', labels: ['Date of deed'] },
      { name: 'sum', type: 'number', labels: ['Pledged sum'] },
      { name: 'notary', type: 'name', labels: ['Notary'] },
    ];
    const { legibility, profileFields } = await analyzer.analyze(file, 'custom', { profile });
    expect(legibility).toEqual({ certainty: 1, characters: 69 });
    expect(profileFields).toEqual({
      deed_number: { value: '2025/4711', confidence: 0.9, source: 'text_layer' },
      deed_date: { value: '2025-05-20', confidence: 0.9, source: 'text_layer' },
      sum: { value: 12500, confidence: 0.9, source: 'text_layer' },
    });
  });

  it('finds the fields of a profile in a photograph', async () => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="400" font-family="sans-serif"
      font-size="34"><rect width="900" height="400" fill="#fdfcf8"/><text x="60" y="110">Deed number</text>
      <text x="60" y="165">AB 471199</text><text x="60" y="280">Date of deed: 20 May 2025</text></svg>`;
    const file = { bytes: await sharp(Buffer.from(svg)).png().toBuffer(), contentType: 'image/png' as const };
    const profile: ProfileField[] = [
      { name: 'deed_number', type: 'text', labels: ['Deed number'], pattern: '[A-Z]{2} ?\\d{6}' },
      { name: 'deed_date', type: 'date', labels: ['Date of deed'] },
    ];
    const { profileFields } = await analyzer.analyze(file, 'custom', { profile });
    expect(profileFields).toMatchObject({
      deed_number: { value: expect.stringMatching(/^AB ?471199$/), source: 'visual_zone' },
      deed_date: { value: '2025-05-20' },
    });
    expect(profileFields?.['deed_number']?.confidence).toBeLessThan(0.9);
  });

  onSpecimens.each(['td1', 'td2', 'td3', 'mrva', 'mrvb', 'passport_uk', 'nomrz'])(
    `tells the specimen %s from a blurred photograph of it${needs}`,
    async (name) => {
      const { bytes } = await jpeg(name);
      const { width = 0, height = 0 } = await sharp(bytes).metadata();
      const blurred = await sharp(bytes)
        .blur(Math.max(width, height) * 0.006)
        .jpeg()
        .toBuffer();
      const legibilityOf = async (picture: Buffer) =>
        (await analyzer.analyze({ bytes: picture, contentType: 'image/jpeg' }, 'id')).legibility;
      const [sharply, poorly] = [await legibilityOf(bytes), await legibilityOf(blurred)];
      expect(sharply?.certainty).toBeGreaterThan(0.85);
      expect(sharply?.characters).toBeGreaterThan(30);
      expect(poorly?.certainty).toBeLessThan(0.6);
    },
  );

  onSpecimens(
    `takes the picture out of a PDF that has text as well, when it is asked for${needs}`,
    async () => {
      const document = await PDFDocument.create();
      const picture = await document.embedJpg((await jpeg('passport_uk')).bytes);
      const page = document.addPage([600, 900]);
      page.drawImage(picture, { x: 0, y: 0, width: 600, height: 834 });
      page.drawText('Copy of a passport', { x: 20, y: 870 });
      const file = { bytes: Buffer.from(await document.save()), contentType: 'application/pdf' as const };
      expect((await analyzer.analyze(file, 'passport')).picture).toBeUndefined();
      const { picture: taken } = await analyzer.analyze(file, 'passport', { withPicture: true });
      expect((await sharp(taken).metadata()).format).toBe('jpeg');
      const none = await analyzer.analyze(await pdfOf([[50, 60, 'Text']]), 'passport', { withPicture: true });
      expect(none.picture).toBeUndefined();
    },
  );

  onSpecimens(`finds no zone on a card without one${needs}`, async () => {
    const { fields } = await analyzer.analyze(await jpeg('nomrz'), 'id');
    expect(fields.mrz).toBeUndefined();
  });

  onSpecimens.each([
    ['td1', 'TD1', 'national_id', 'D23145890'],
    ['td2', 'TD2', 'national_id', 'D23145890'],
    ['td3', 'TD3', 'passport', 'L898902C3'],
    ['mrva', 'MRVA', 'visa', 'L8988901C'],
    ['mrvb', 'MRVB', 'visa', 'L8988901C'],
    ['passport_uk', 'TD3', 'passport', '707797979'],
  ])(`reads the zone of the specimen %s${needs}`, async (name, format, kind, number) => {
    const { documentKind, fields } = await analyzer.analyze(await jpeg(name), 'id');
    expect(documentKind).toBe(kind);
    expect(fields.mrz).toMatchObject({ format, valid: true });
    expect(fields.document_number?.value).toBe(number);
  });

  onSpecimens.each([90, 200])(`reads a passport turned by %d degrees${needs}`, async (degrees) => {
    const { bytes } = await jpeg('passport_uk');
    const turned = await sharp(bytes).rotate(degrees, { background: '#875' }).jpeg().toBuffer();
    const { fields } = await analyzer.analyze({ bytes: turned, contentType: 'image/jpeg' }, 'passport');
    expect(fields.mrz?.valid).toBe(true);
    expect(fields).toMatchObject({ full_name: { value: 'HENERT PUDARSAN' }, nationality: { value: 'GB' } });
  });

  onSpecimens(`reads the scan of a passport out of a PDF${needs}`, async () => {
    const document = await PDFDocument.create();
    const picture = await document.embedJpg((await jpeg('passport_uk')).bytes);
    document.addPage([600, 834]).drawImage(picture, { x: 0, y: 0, width: 600, height: 834 });
    const file = { bytes: Buffer.from(await document.save()), contentType: 'application/pdf' as const };
    const { fields, warnings } = await analyzer.analyze(file, 'passport');
    expect(fields.mrz?.valid).toBe(true);
    expect(warnings.map((warning) => warning.code)).toContain('no_text_layer');
  });
});
