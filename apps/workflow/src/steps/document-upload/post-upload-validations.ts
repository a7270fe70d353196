import type { PostUploadCheck, PostUploadValidation } from '#libs/contracts';
import type { FieldError } from '#libs/problems';
import type { DocumentRequirement, DocumentType } from './config.js';

type PostUploadRules = DocumentRequirement['post_upload_validations'];

/** Why no document of these types can ever pass a validation; a requirement that asks for it is a mistake. */
const neverPasses: Partial<
  Record<PostUploadValidation, { types: (type: DocumentType) => boolean; detail: string }>
> = {
  legible: { types: isSelfie, detail: 'a selfie has no text to read' },
  mrz_valid: {
    types: (type) => isSelfie(type) || isPaper(type),
    detail: 'this type of document has no machine readable zone',
  },
  face_present: { types: isPaper, detail: 'this type of document shows no face' },
  name_match: { types: isSelfie, detail: 'a selfie bears no name' },
};

/** The validations with what happens when they fail, however they are written. */
export function checksOf(rules: PostUploadRules): PostUploadCheck[] {
  return rules.map((rule) =>
    typeof rule === 'string'
      ? { validation: rule, on_fail: 'reject' }
      : { validation: rule.validation, on_fail: rule.on_fail ?? 'reject' },
  );
}

/** One entry for each validation that is there before, in either spelling, or that no document of the type can pass. */
export function validationMistakes(requirement: DocumentRequirement, at: string): FieldError[] {
  const { post_upload_validations: rules, document_type: type } = requirement;
  const names = checksOf(rules).map(({ validation }) => validation);
  return names.flatMap((name, k) => {
    const pointer = typeof rules[k] === 'string' ? `${at}/${k}` : `${at}/${k}/validation`;
    if (names.indexOf(name) < k) return [{ pointer, code: 'not_unique', detail: 'stands there before' }];
    const never = neverPasses[name];
    return never?.types(type) ? [{ pointer, code: 'not_applicable', detail: never.detail }] : [];
  });
}

function isSelfie(type: DocumentType): boolean {
  return type === 'selfie';
}

/** Letters and certificates. `custom` and `other` may be anything. */
function isPaper(type: DocumentType): boolean {
  return !['id', 'id_document', 'passport', 'selfie', 'custom', 'other'].includes(type);
}
