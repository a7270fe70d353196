import { deflateSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { PDFDocument, PDFName, PDFString } from 'pdf-lib';
import sharp from 'sharp';
import type { FileContentType } from './content-types.js';
import { inspectFile } from './inspect-file.js';

const judge = async (bytes: Buffer, contentType: FileContentType): Promise<string> =>
  (await inspectFile(bytes, { contentType }))?.code ?? 'accepted';
const judgePdf = (bytes: Buffer): Promise<string> => judge(bytes, 'application/pdf');

const noise = sharp({
  create: {
    width: 400,
    height: 300,
    channels: 3,
    background: '#888',
    noise: { type: 'gaussian', mean: 128, sigma: 40 },
  },
});
const jpeg = (): Promise<Buffer> => noise.clone().jpeg().toBuffer();
const png = (): Promise<Buffer> => noise.clone().png().toBuffer();
const webp = (): Promise<Buffer> => noise.clone().webp().toBuffer();

/** A PNG whose header promises a size and whose data is next to nothing. */
function giantPng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const chunks = [
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(1000))),
    chunk('IEND', Buffer.alloc(0)),
  ];
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...chunks]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const crc = Buffer.alloc(4);
  crc.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, crc]);
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** A one-page PDF, changed as the spec wants before it is written. */
async function pdf(change: (document: PDFDocument) => unknown, packed = false): Promise<Buffer> {
  const document = await PDFDocument.create();
  document.addPage([300, 200]).drawText('Account statement');
  await change(document);
  return Buffer.from(await document.save({ useObjectStreams: packed }));
}

/** A PDF written by hand around these objects; object 1 is the catalog, its extra entries are given. */
function rawPdf(catalogEntries: string, extraObjects: Buffer[] = [], trailerEntries = ''): Buffer {
  const objects = [
    Buffer.from(`1 0 obj\n<< /Type /Catalog /Pages 2 0 R ${catalogEntries} >>\nendobj\n`),
    Buffer.from('2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n'),
    Buffer.from('3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 10 10] >>\nendobj\n'),
    ...extraObjects,
  ];
  const body = Buffer.concat([Buffer.from('%PDF-1.7\n'), ...objects]);
  const end = `xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 9 /Root 1 0 R ${trailerEntries} >>\nstartxref\n${body.length}\n%%EOF\n`;
  return Buffer.concat([body, Buffer.from(end)]);
}

function streamObject(id: number, dictionary: string, data: Buffer): Buffer {
  const head = Buffer.from(`${id} 0 obj\n<< ${dictionary} /Length ${data.length} >>\nstream\n`);
  return Buffer.concat([head, data, Buffer.from('\nendstream\nendobj\n')]);
}

describe('a file that is not what it says', () => {
  it.each<[string, Buffer, string]>([
    ['nothing at all', Buffer.alloc(0), 'empty'],
    ['text called a JPEG', Buffer.from('This is no picture.'), 'wrong_type'],
    ['an SVG called a JPEG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'wrong_type'],
    ['a program called a JPEG', Buffer.from('MZ\x90\0\x03', 'latin1'), 'wrong_type'],
    ['the first bytes of a JPEG alone', Buffer.from('\xff\xd8\xff\xe0', 'latin1'), 'damaged'],
  ])('is refused: %s', async (_, bytes, code) => {
    expect(await judge(bytes, 'image/jpeg')).toBe(code);
  });

  it('is refused when a PNG is called a JPEG', async () => {
    expect(await judge(await png(), 'image/jpeg')).toBe('wrong_type');
  });

  it('is refused when its size or hash is not the announced one', async () => {
    const bytes = await png();
    const size = await inspectFile(bytes, { contentType: 'image/png', size: bytes.length + 1 });
    const hash = await inspectFile(bytes, { contentType: 'image/png', sha256: '0'.repeat(64) });
    expect([size?.code, hash?.code]).toEqual(['wrong_size', 'wrong_hash']);
  });
});

describe('a picture', () => {
  it('is refused when its end is missing', async () => {
    for (const [make, type] of [
      [jpeg, 'image/jpeg'],
      [png, 'image/png'],
      [webp, 'image/webp'],
    ] as const) {
      const bytes = await make();
      expect([type, await judge(bytes.subarray(0, Math.floor(bytes.length * 0.7)), type)]).toEqual([
        type,
        'damaged',
      ]);
    }
  });

  it('is refused by its header alone when it has more than fifty megapixels', async () => {
    expect(await judge(giantPng(10_000, 10_000), 'image/png')).toBe('too_many_pixels');
    expect(await judge(giantPng(100_000, 100_000), 'image/png')).toBe('too_many_pixels');
  });

  it('is refused when it is a page, a PDF or an archive as well', async () => {
    const picture = await jpeg();
    const behind = (text: string): Buffer => Buffer.concat([picture, Buffer.from(text, 'latin1')]);
    const emptyZip = `PK\x05\x06${'\0'.repeat(18)}`;
    for (const text of ['<ScRiPt>alert(1)</script>', '<?php system("id");', '%PDF-1.7 1 0 obj', emptyZip])
      expect([text, await judge(behind(text), 'image/jpeg')]).toEqual([text, 'foreign_content']);
  });

  it('is accepted when it decodes, also with the data that phones leave behind its end', async () => {
    expect(await judge(await jpeg(), 'image/jpeg')).toBe('accepted');
    expect(await judge(await png(), 'image/png')).toBe('accepted');
    expect(await judge(await webp(), 'image/webp')).toBe('accepted');
    expect(await judge(Buffer.concat([await jpeg(), await jpeg()]), 'image/jpeg')).toBe('accepted');
  });
});

describe('a PDF that acts or carries files', () => {
  it.each([false, true])('is refused with a script (objects packed into streams: %s)', async (packed) => {
    expect(await judgePdf(await pdf((d) => d.addJavaScript('hello', 'app.alert(1)'), packed))).toBe(
      'active_content',
    );
  });

  it.each([false, true])(
    'is refused with an attached file (objects packed into streams: %s)',
    async (packed) => {
      const bytes = await pdf((d) => d.attach(Buffer.from('MZ'), 'run.exe'), packed);
      expect(await judgePdf(bytes)).toBe('active_content');
    },
  );

  it.each([
    ['a script in the opening action', '/OpenAction << /S /JavaScript /JS (app.alert) >>'],
    ['a script whose name is escaped', '/OpenAction << /S /J#61vaScript /J#53 (x) >>'],
    ['a program to launch', '/OpenAction << /S /Launch /F (cmd.exe) >>'],
    ['a page of the web to open', '/OpenAction << /S /URI /URI (http://example.com) >>'],
    ['an opening action that cannot be found', '/OpenAction 77 0 R'],
    ['an opening action with another behind it', '/OpenAction << /S /GoTo /D [3 0 R /Fit] /Next 9 0 R >>'],
    ['actions on events', '/AA << /WC 9 0 R >>'],
    ['a form to submit', '/A << /S /SubmitForm >>'],
    ['an XFA form', '/AcroForm << /XFA 9 0 R >>'],
    ['rich media', '/Annots [<< /Subtype /RichMedia >>]'],
  ])('is refused with %s', async (_, entries) => {
    expect(await judgePdf(rawPdf(entries))).toBe('active_content');
  });

  it('is refused when its objects are packed in a way that cannot be searched', async () => {
    const stream = streamObject(4, '/Type /ObjStm /N 1 /First 4 /Filter /LZWDecode', Buffer.from('x'));
    expect(await judgePdf(rawPdf('', [stream]))).toBe('active_content');
  });

  it.each([
    [
      'a comment between dictionary and stream',
      '/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode',
      `%${'x'.repeat(2000)}`,
    ],
    ['no type', '/N 1 /First 4 /Filter /FlateDecode', ''],
    ['no filter', '/N 1', ''],
    [
      'a string that looks like the begin of an object',
      '/Type /ObjStm /Filter /FlateDecode /X (1 0 obj)',
      '',
    ],
  ])('is refused when packed objects are disguised by %s', async (_, entries, comment) => {
    const packed = deflateSync(Buffer.from('9 0 << /S /JavaScript /JS (x) >>'));
    const head = Buffer.from(`4 0 obj\n<< ${entries} /Length ${packed.length} >>\n${comment}\nstream\n`);
    const object = Buffer.concat([head, packed, Buffer.from('\nendstream\nendobj\n')]);
    expect(await judgePdf(rawPdf('', [object]))).toBe('active_content');
  });

  it('is refused when a packed object hides behind what looks like a string', async () => {
    const packed = deflateSync(Buffer.from('9 0 << /S /JavaScript /JS (x) >>'));
    const hidden = streamObject(5, '/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode', packed);
    const outer = streamObject(4, '/Note (stream\n)', hidden);
    expect(await judgePdf(rawPdf('', [outer]))).toBe('active_content');
  });
});

describe('a PDF', () => {
  it('is refused when it is encrypted', async () => {
    expect(await judgePdf(rawPdf('', [], '/Encrypt 9 0 R'))).toBe('encrypted');
  });

  it('is refused when its end, its beginning or its table is missing', async () => {
    const whole = await pdf(() => undefined);
    expect(await judgePdf(whole.subarray(0, whole.length - 40))).toBe('damaged');
    expect(await judgePdf(Buffer.from('%PDF-1.7\nhello\n'))).toBe('damaged');
    expect(await judgePdf(Buffer.from('%PDF-1.7\nstartxref\n0\n%%EOF\n'))).toBe('damaged');
    expect(await judge(Buffer.concat([Buffer.from('junk'), whole]), 'application/pdf')).toBe('wrong_type');
  });

  it('is refused when it unpacks without bound', async () => {
    const layer = deflateSync(Buffer.alloc(64 * 1024 * 1024));
    const streams = [4, 5, 6, 7, 8, 9, 10].map((id) => streamObject(id, '/Filter /FlateDecode', layer));
    expect(await judgePdf(rawPdf('', streams))).toBe('expands_too_much');
  });

  it('is refused when it is an archive as well', async () => {
    const zip = Buffer.from(`PK\x05\x06${'\0'.repeat(18)}`, 'latin1');
    expect(await judgePdf(Buffer.concat([rawPdf(''), zip]))).toBe('foreign_content');
  });

  it('is refused with a picture of more pixels than can be decoded', async () => {
    const entries = '/Type /XObject /Subtype /Image /Width 40000 /Height 40000 /Filter /DCTDecode';
    expect(await judgePdf(rawPdf('', [streamObject(4, entries, Buffer.from('x'))]))).toBe('expands_too_much');
  });

  it('is accepted as usual programs write it, packed or not', async () => {
    expect(await judgePdf(await pdf(() => undefined))).toBe('accepted');
    expect(await judgePdf(await pdf(() => undefined, true))).toBe('accepted');
    expect(await judgePdf(rawPdf(''))).toBe('accepted');
  });

  it('is accepted with links and with an opening action that only moves to a page', async () => {
    expect(await judgePdf(rawPdf('/OpenAction [3 0 R /Fit]'))).toBe('accepted');
    expect(await judgePdf(rawPdf('/OpenAction << /S /GoTo /D [3 0 R /Fit] >>'))).toBe('accepted');
    const link = await pdf((d) => {
      const action = d.context.obj({ S: 'URI', URI: PDFString.of('https://example.com') });
      const annotation = d.context.obj({ Type: 'Annot', Subtype: 'Link', Rect: [0, 0, 9, 9], A: action });
      d.getPage(0).node.set(PDFName.of('Annots'), d.context.obj([annotation]));
    }, true);
    expect(await judgePdf(link)).toBe('accepted');
  });
});
