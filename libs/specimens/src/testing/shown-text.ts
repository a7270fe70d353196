import { decodePDFRawStream, PDFDocument, PDFRawStream } from 'pdf-lib';

/** The strings that a PDF shows, one a line, from its content streams. */
export async function shownText(pdf: Buffer): Promise<string> {
  const document = await PDFDocument.load(pdf);
  const streams = document.context
    .enumerateIndirectObjects()
    .map(([, object]) => object)
    .filter((object): object is PDFRawStream => object instanceof PDFRawStream);
  const content = streams
    .map((stream) => Buffer.from(decodePDFRawStream(stream).decode()).toString('latin1'))
    .join('\n');
  return [...content.matchAll(/<([0-9A-Fa-f]+)> Tj/g)]
    .map(([, hex]) => Buffer.from(hex ?? '', 'hex').toString('latin1'))
    .join('\n');
}
