import { DomainRefusal } from '#libs/problems';
import { getDocumentProxy } from 'unpdf';

/** What is used of a pdf.js document; the package's own types do not resolve under NodeNext. */
export interface PdfDocument {
  readonly numPages: number;
  getPage(number: number): Promise<PdfPage>;
  destroy(): Promise<void>;
}

export interface PdfPage {
  /** Degrees, clockwise, by which the page is shown turned. */
  readonly rotate: number;
  getViewport(options: { scale: number }): { height: number; transform: number[] };
  getTextContent(): Promise<{ items: (PdfTextItem | { type: string })[] }>;
  cleanup(): void;
}

/** A piece of text: `transform` places its baseline's start, `width` is in units of the page. */
export interface PdfTextItem {
  str: string;
  transform: number[];
  width: number;
}

/** Pictures inside a PDF with more pixels than this are not decoded. */
const maximumImagePixels = 50_000_000;

/**
 * Opens a PDF with everything switched off that could run or fetch something. The caller destroys it. Refuses
 * (`invalid_file`) what is not a complete PDF or needs a password.
 */
export async function openPdf(bytes: Buffer): Promise<PdfDocument> {
  try {
    // The parser takes ownership of the bytes it is given.
    return (await getDocumentProxy(new Uint8Array(bytes), {
      isEvalSupported: false,
      disableFontFace: true,
      useSystemFonts: false,
      stopAtErrors: false,
      maxImageSize: maximumImagePixels,
      verbosity: 0,
    })) as PdfDocument;
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (name === 'PasswordException') {
      throw new DomainRefusal('invalid_file', 'The PDF is protected with a password; send it without one.');
    }
    throw new DomainRefusal('invalid_file', 'The file is not a complete PDF that can be opened.');
  }
}
