import { Type, type Static } from '@sinclair/typebox';
import { postUploadValidations, type DocumentType } from '#libs/contracts';
import { entityRoles } from '../../fields/name/field.js';
import type { StepDefinition } from '../step-type.js';

/** Every document type of the source specification, with the name an end user reads. */
export const documentTypes: Readonly<Record<DocumentType, string>> = {
  id: 'Government-issued ID',
  id_document: 'Government-issued ID',
  passport: 'Passport',
  proof_of_address: 'Proof of address',
  selfie: 'Selfie photo',
  company_charter: 'Company charter',
  articles_of_incorporation: 'Articles of incorporation',
  tax_certificate: 'Tax certificate',
  shareholder_registry: 'Shareholder registry',
  beneficial_owners: 'Beneficial ownership declaration',
  operating_agreement: 'Operating agreement',
  business_license: 'Business license',
  bank_ownership: 'Bank account ownership',
  bank_letter: 'Bank reference letter',
  custom: 'Document',
  other: 'Document',
};

export type { DocumentType };

/** Documents that prove who a person is and carry a portrait. */
export const identityDocumentTypes: readonly string[] = ['id', 'id_document', 'passport'];

const PostUploadValidation = Type.Union(postUploadValidations.map((name) => Type.Literal(name)));

/** Unless it says `warn`, a failure refuses the upload. */
const PostUploadRule = Type.Union([
  PostUploadValidation,
  Type.Object(
    {
      validation: PostUploadValidation,
      on_fail: Type.Optional(Type.Union([Type.Literal('reject'), Type.Literal('warn')])),
    },
    { additionalProperties: false },
  ),
]);

const Requirement = Type.Object(
  {
    document_type: Type.Union(
      (Object.keys(documentTypes) as DocumentType[]).map((type) => Type.Literal(type)),
    ),
    display_name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    required: Type.Boolean({ default: true }),
    auto_extract: Type.Boolean({ default: false }),
    allow_multiple: Type.Boolean({ default: false }),
    enable_auto_classification: Type.Boolean({ default: false }),
    extraction_profile: Type.Union([Type.String({ minLength: 1, maxLength: 64 }), Type.Null()], {
      default: null,
      description:
        'The id of a profile for this type of document. Documents are read with it as soon as they arrive.',
    }),
    post_upload_validations: Type.Array(PostUploadRule, {
      default: [],
      maxItems: 20,
      uniqueItems: true,
      description:
        'What the document has to pass before it is accepted. One that no document of the type can pass is a mistake. ' +
        'One side of a card may lack what stands on the other; driving licences have no machine readable zone to be ' +
        'missed. Where no form has given a name yet, `name_match` refuses nothing and the document has the warning ' +
        '`name_not_compared`. The reading that validations need is kept as the extraction of the document.',
    }),
    entity_role: Type.Optional(Type.Union(entityRoles.map((role) => Type.Literal(role)))),
  },
  { additionalProperties: false },
);

export const documentUploadConfig = {
  document_requirements: Type.Array(Requirement, { minItems: 1, maxItems: 30 }),
};

export type DocumentRequirement = Static<typeof Requirement>;

export interface DocumentUploadStep extends StepDefinition {
  document_requirements: DocumentRequirement[];
}
