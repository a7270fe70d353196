import {
  CheckWallets,
  CrossValidateDocuments,
  CrossValidationCompleted,
  FaceMatchCompleted,
  MatchFace,
  ScreenAdverseMedia,
  ScreeningCompleted,
  ScreenSession,
  type MessageContract,
  type Payload,
} from '#libs/contracts';
import type { ServiceName } from '#libs/platform';
import type { ValidationConfig } from '../definitions/definition.js';
import type { FieldDefinition } from '../fields/field-definition.js';
import { nestedFields } from '../fields/form-values.js';
import type { StepContribution } from '../steps/step-type.js';

/** One kind of check: when a workflow wants it, which service runs it and what it is told. */
export interface CheckType<
  C extends MessageContract = MessageContract,
  R extends MessageContract = MessageContract,
> {
  type: string;
  service: ServiceName;
  /** Whether `validation_config` asks for it, beside any validation step. */
  wanted(config: ValidationConfig): boolean;
  command: C;
  request(ids: { session_id: string; check_id: string }, config: ValidationConfig): Payload<C>;
  result: R;
  /** Whether it looks at what a step brings. */
  looksAt(brought: StepContribution): boolean;
}

/** Names stand in forms and on documents. */
const looksAtNames = ({ documents, fields }: StepContribution): boolean =>
  Boolean(documents) || hasField(fields, 'name');

const crossValidation: CheckType<typeof CrossValidateDocuments, typeof CrossValidationCompleted> = {
  type: 'cross_validate_documents',
  service: 'document',
  wanted: (config) => config.cross_validate_documents,
  command: CrossValidateDocuments,
  request: (ids) => ids,
  result: CrossValidationCompleted,
  looksAt: (brought) => looksAtNames(brought) || hasField(brought.fields, 'date', 'country'),
};

const sanctions: CheckType<typeof ScreenSession, typeof ScreeningCompleted> = {
  type: 'run_sanction_check',
  service: 'screening',
  wanted: (config) => config.run_lists,
  command: ScreenSession,
  request: (ids, config) => ({
    ...ids,
    ...(config.lists && { lists: config.lists }),
    ...(config.list_match_threshold !== undefined && { min_score: config.list_match_threshold }),
  }),
  result: ScreeningCompleted,
  looksAt: looksAtNames,
};

const adverseMedia: CheckType<typeof ScreenAdverseMedia, typeof ScreeningCompleted> = {
  type: 'run_adverse_media',
  service: 'screening',
  wanted: (config) => config.run_adverse_media,
  command: ScreenAdverseMedia,
  request: (ids) => ids,
  result: ScreeningCompleted,
  looksAt: looksAtNames,
};

const wallets: CheckType<typeof CheckWallets, typeof ScreeningCompleted> = {
  type: 'run_crypto_check',
  service: 'screening',
  wanted: (config) => config.run_crypto_check,
  command: CheckWallets,
  request: (ids, config) => ({ ...ids, ...(config.lists && { lists: config.lists }) }),
  result: ScreeningCompleted,
  looksAt: ({ fields }) => hasField(fields, 'wallet'),
};

const faceMatch: CheckType<typeof MatchFace, typeof FaceMatchCompleted> = {
  type: 'run_face_match',
  service: 'biometrics',
  wanted: (config) => config.auto_face_match,
  command: MatchFace,
  request: (ids, config) => ({ ...ids, threshold: config.face_match_threshold }),
  result: FaceMatchCompleted,
  looksAt: ({ documents, face }) => Boolean(documents) || Boolean(face),
};

/** Every check that can be run; a new one is an entry here and an engine behind its service. */
export const checkTypes: readonly CheckType[] = [
  crossValidation,
  sanctions,
  adverseMedia,
  wallets,
  faceMatch,
];

export function checkTypeOf(type: string): CheckType {
  const found = checkTypes.find((check) => check.type === type);
  if (!found) throw new Error(`a stored session has the unknown check type '${type}'`);
  return found;
}

/** Whether a field of one of the types is among the fields, however deep. */
function hasField(fields: readonly FieldDefinition[] = [], ...types: string[]): boolean {
  return fields.some((field) => types.includes(field.type) || hasField(nestedFields(field), ...types));
}
