import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { testData } from '#libs/testing';
import { PDFDocument, StandardFonts } from 'pdf-lib';
import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { type DocumentAnalyzer } from './document-analyzer.js';
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
