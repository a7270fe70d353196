export type {
  DetectedFace,
  FaceAnalyzer,
  FaceBox,
  FaceLandmarks,
  FaceQuality,
  Point,
  QuarterTurn,
} from './face-analyzer.js';
export {
  createLocalFaceAnalyzer,
  type ClosableFaceAnalyzer,
  type LocalFaceAnalyzerOptions,
} from './local-face-analyzer.js';
export { installedModelFolder } from './face-models.js';
export {
  assessSelfie,
  type SelfieAssessment,
  type SelfieQuality,
  type SelfieReason,
  type SelfieRequirements,
} from './selfie-assessment.js';
export { readEmbedding, writeEmbedding } from './embedding-text.js';
export { pickDocumentPortrait } from './document-portrait.js';
