export {
  type DocumentAnalyzer,
  type DocumentFile,
  type DocumentKind,
  type DocumentReading,
  type ReadingWarning,
  type ReadingWarningCode,
} from './document-analyzer.js';
export {
  type ExtractedField,
  type ExtractedFields,
  type FieldSource,
  type MrzField,
  type TextFieldName,
} from './extracted-fields.js';
export { decodeImage, maximumPixels, type DecodedImage, type DecodeOptions } from './imaging/decode-image.js';
export { type RgbImage } from './imaging/rgb-image.js';
export { createLocalDocumentAnalyzer, type LocalDocumentAnalyzerOptions } from './local-document-analyzer.js';
