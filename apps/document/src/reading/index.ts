export {
  type AnalyzeOptions,
  type DocumentAnalyzer,
  type DocumentFile,
  type DocumentKind,
  type DocumentReading,
  type Legibility,
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
export { findProfileFields, isUsableLabel } from './profiles/profile-fields.js';
export {
  profileFieldTypes,
  type ProfileField,
  type ProfileFields,
  type ProfileFieldType,
  type ProfileValue,
} from './profiles/profile-field.js';
export { pictureForFaces } from './imaging/picture-for-faces.js';
export { decodeImage, maximumPixels, type DecodedImage, type DecodeOptions } from './imaging/decode-image.js';
export { type RgbImage } from './imaging/rgb-image.js';
export { createLocalDocumentAnalyzer, type LocalDocumentAnalyzerOptions } from './local-document-analyzer.js';
