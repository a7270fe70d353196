import { crc32, deflateSync } from 'node:zlib';
import { PDFDocument, PDFName } from 'pdf-lib';
import type { LocalFile } from '../client/applicant.js';
import { fileOf } from '../sessions/identified-session.js';

const jpeg = (bytes: Uint8Array): LocalFile => ({ name: 'a.jpg', type: 'image/jpeg', bytes });
const png = (bytes: Uint8Array): LocalFile => ({ name: 'a.png', type: 'image/png', bytes });
const pdf = (bytes: Uint8Array): LocalFile => ({ name: 'a.pdf', type: 'application/pdf', bytes });

/** Files that must not become documents, and the code of the reason. */
export const hostileFiles: { what: string; code: string | string[]; make: () => Promise<LocalFile> }[] = [
  {
    what: 'a PDF that is called JPEG',
    code: 'wrong_type',
    make: async () => jpeg((await fileOf('bill')).bytes),
  },
  {
    what: 'a JPEG that is called PDF',
    code: 'wrong_type',
    make: async () => pdf((await fileOf('selfie')).bytes),
  },
  {
    what: 'a text that is called PDF',
    code: 'wrong_type',
    make: async () => pdf(Buffer.from('Dear Sir or Madam')),
  },
  {
    what: 'a picture that ends in the middle',
    code: 'damaged',
    make: async () => {
      const { bytes } = await fileOf('passport');
      return jpeg(bytes.slice(0, bytes.length / 2));
    },
  },
  {
    what: 'nothing but the first bytes of a picture',
    code: 'damaged',
    make: async () => jpeg((await fileOf('passport')).bytes.slice(0, 20)),
  },
  {
    what: 'a picture of 100 megapixels',
    code: 'too_many_pixels',
    make: async () => png(blackPicture(10_000, 10_000)),
  },
  {
    what: 'a picture that claims to be of 4,000 megapixels',
    code: ['too_many_pixels', 'damaged'],
    make: async () => png(blackPicture(65_000, 65_000, 10)),
  },
  {
    what: 'a picture with a web page behind it',
    code: 'foreign_content',
    make: async () =>
      jpeg(
        Buffer.concat([
          (await fileOf('selfie')).bytes,
          Buffer.from('<html><script>alert(1)</script></html>'),
        ]),
      ),
  },
  {
    what: 'a PDF with JavaScript',
    code: 'active_content',
    make: async () => {
      const document = await PDFDocument.create();
      document.addPage();
      document.addJavaScript('greet', 'app.alert("hello")');
      return pdf(await document.save());
    },
  },
  { what: 'a PDF that unpacks to 600 MB', code: 'expands_too_much', make: async () => pdf(await pdfBomb(6)) },
  {
    what: 'a PDF that ends in the middle',
    code: 'damaged',
    make: async () => {
      const { bytes } = await fileOf('bill');
      return pdf(bytes.slice(0, bytes.length / 2));
    },
  },
];

/** A one-bit PNG of `width` by `height` black pixels; with fewer `rows` its data ends early. */
function blackPicture(width: number, height: number, rows = height): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const data = deflateSync(Buffer.alloc(rows * (Math.ceil(width / 8) + 1)));
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A PDF of as many streams as told, each of which unpacks to 100 MB of blanks. */
async function pdfBomb(streams: number): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const { context } = document;
  const packed = deflateSync(Buffer.alloc(100 * 1024 * 1024, 0x20), { level: 9 });
  const contents = Array.from({ length: streams }, () =>
    context.register(context.stream(packed, { Filter: 'FlateDecode' })),
  );
  document.addPage().node.set(PDFName.of('Contents'), context.obj(contents));
  return document.save();
}
