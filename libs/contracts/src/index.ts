export { allMessages } from './all-messages.js';
export { FaceMatchCompleted, LivenessCompleted, MatchFace, SelfieAssessed } from './biometrics/messages.js';
export type { FaceCount } from './biometrics/face-count.js';
export {
  CrossValidateDocuments,
  CrossValidationCompleted,
  DocumentsSettled,
  DocumentUploaded,
  ExtractionCompleted,
  SettleDocuments,
} from './document/messages.js';
export {
  documentTypes,
  postUploadValidations,
  type DocumentType,
  type ExtractionProfileLookup,
  type ExtractionProfileSummary,
  type PostUploadCheck,
  type PostUploadValidation,
} from './document/requirement.js';
export type {
  AdverseMediaEvidence,
  AdverseMediaFinding,
  BiometricsView,
  CheckEvidence,
  CrossValidationEvidence,
  DocumentView,
  ExtractedValue,
  FieldComparison,
  LivenessAttempt,
  LivenessView,
  OpeningParty,
  PartiesView,
  PartyFindings,
  SanctionsEvidence,
  SelfieAssessment,
  SubsessionView,
  WalletEvidence,
  WatchlistMatch,
} from './internal/part-views.js';
export type {
  CompanyPlace,
  HoldingRing,
  OverDeclaredCompany,
  Owner,
  OwnershipPath,
  OwnershipView,
  Unaccounted,
  UndeclaredShares,
  UnresolvedHolder,
} from './internal/ownership-view.js';
export type {
  CaseSubject,
  CaseWallet,
  CreatedSession,
  LivenessConfig,
  LivenessStep,
  PartyDraft,
  PartyResult,
  ResolvedAccessToken,
  SessionCase,
  SessionSummary,
  SubsessionStep,
  UploadPermission,
} from './internal/workflow-calls.js';
export { defineMessage, type Message, type MessageContract, type Payload } from './message.js';
export { asyncApiDocument } from './reference/asyncapi.js';
export { CheckWallets, ScreenAdverseMedia, ScreeningCompleted, ScreenSession } from './screening/messages.js';
export { InvitationFailed, InvitationSent } from './subsession/invitation-messages.js';
export {
  SubsessionCreated,
  SubsessionDecided,
  SubsessionExpired,
  SubsessionWithdrawn,
} from './subsession/party-messages.js';
export { partitionsPerTopic, publicTopics, topics, type Topic } from './topics.js';
export { SessionDecided, SessionDecidedV1 } from './workflow/session-decided.js';
export {
  SessionCompleted,
  SessionCreated,
  SessionDeleted,
  SessionExpired,
} from './workflow/session-events.js';
