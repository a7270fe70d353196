export { identifierKey } from './identifier-evidence.js';
export { isScreenableName } from './latin-text.js';
export { entityIdOf } from './match-assembly.js';
export { ScreeningIndex } from './screening-index.js';
export {
  type Evidence,
  type EvidenceKind,
  type Match,
  type SearchOptions,
  type Strength,
  type Subject,
} from './subject.js';
export { defaultLimit, defaultMinScore, potentialScore, strengthOf, strongScore } from './thresholds.js';
export { walletKey } from './wallet-address.js';
