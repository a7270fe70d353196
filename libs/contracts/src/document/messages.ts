import { Type } from '@sinclair/typebox';
import {
  CheckId,
  CheckResult,
  Code,
  DocumentId,
  FieldId,
  Provider,
  SessionId,
  StepId,
  Warnings,
  described,
  oneOf,
  sample,
} from '../fields.js';
import { defineMessage } from '../message.js';
import { topics } from '../topics.js';

export const SettleDocuments = defineMessage({
  type: 'kyc.document.settle_documents',
  topic: topics.documentCommands,
  description: 'Asks to be told when every extraction of the session has ended.',
  schema: Type.Object({ session_id: SessionId }),
  sample: { session_id: sample.sessionId },
});

export const DocumentsSettled = defineMessage({
  type: 'kyc.document.documents_settled',
  topic: topics.documentEvents,
  description: 'No extraction of the session is running or waiting any more.',
  schema: Type.Object({
    session_id: SessionId,
    documents: Type.Integer({
      minimum: 0,
      description: 'How many documents the session has; those that were replaced do not count.',
    }),
  }),
  sample: { session_id: sample.sessionId, documents: 1 },
});

export const DocumentUploaded = defineMessage({
  type: 'kyc.document.uploaded',
  topic: topics.documentEvents,
  description: 'A file was received, checked and stored.',
  schema: Type.Object({
    session_id: SessionId,
    doc_id: DocumentId,
    step_id: StepId,
    document_type: Type.Optional(
      described(Code, 'The kind of document that was asked for; absent when the file answers a form field.'),
    ),
    field_id: Type.Optional(described(FieldId, 'The form field that the file answers, if it answers one.')),
  }),
  sample: { session_id: sample.sessionId, doc_id: sample.docId, step_id: 'documents', document_type: 'id' },
});

export const ExtractionCompleted = defineMessage({
  type: 'kyc.document.extraction_completed',
  topic: topics.documentEvents,
  description: 'A document was read, or could not be.',
  schema: Type.Object({
    session_id: SessionId,
    doc_id: DocumentId,
    status: oneOf(['completed', 'failed'], '`failed`: nothing could be read; `warnings` says why.'),
    document_kind: described(Code, 'What the document turned out to be, or `unknown`.'),
    provider: Provider,
    warnings: Warnings,
  }),
  sample: {
    session_id: sample.sessionId,
    doc_id: sample.docId,
    status: 'completed',
    document_kind: 'passport',
    provider: 'local',
    warnings: [],
  },
});

export const CrossValidateDocuments = defineMessage({
  type: 'kyc.document.cross_validate_documents',
  topic: topics.documentCommands,
  description: 'Holds what the documents and forms of the session say against each other.',
  schema: Type.Object({ session_id: SessionId, check_id: CheckId }),
  sample: { session_id: sample.sessionId, check_id: sample.checkId },
});

export const CrossValidationCompleted = defineMessage({
  type: 'kyc.document.cross_validation_completed',
  topic: topics.documentEvents,
  description: 'The cross-validation of a session ended; what differs stays with the document service.',
  schema: Type.Object(CheckResult),
  sample: {
    session_id: sample.sessionId,
    check_id: sample.checkId,
    status: 'completed',
    outcome: 'review',
    provider: 'local',
    reasons: ['date_of_birth_differs'],
  },
});
