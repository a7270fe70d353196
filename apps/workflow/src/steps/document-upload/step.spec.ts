import { describe, expect, it } from '@jest/globals';
import type { DocumentView } from '#libs/contracts';
import type { Correction, StepSurroundings } from '../step-type.js';
import type { DocumentUploadStep } from './config.js';
import { documentUpload } from './step.js';

const asking = (...types: string[]): DocumentUploadStep =>
  ({
    ...{ step_id: 'papers', order: 1, name: 'Papers', type: 'document_upload', required: true },
    document_requirements: types.map((document_type) => ({
      ...{ document_type, required: true, post_upload_validations: [], extraction_profile: null },
    })),
  }) as unknown as DocumentUploadStep;

const ruleFor = (step: DocumentUploadStep, document_type: string): string | undefined =>
  documentUpload.uploadRule(step, { document_type })?.document_type;

const uploaded = (document_type: string, uploaded_at: string): DocumentView =>
  ({ doc_id: 'doc_1', step_id: 'papers', document_type, uploaded_at }) as DocumentView;

const nobody = async (): Promise<never> => {
  throw new Error('this service is not to be asked');
};
const surroundings = (documents: DocumentView[], items?: Correction[]): StepSurroundings => ({
  ...{ today: '2026-11-23', assessSelfie: nobody, biometrics: nobody, subsessions: nobody },
  documents: async () => documents,
  ...(items && { reopened: { at: '2026-11-23T10:00:00Z', items } }),
});

describe('an upload', () => {
  it('of another type is not taken', () => {
    expect(ruleFor(asking('id'), 'passport')).toBeUndefined();
    expect(ruleFor(asking('passport'), 'id_document')).toBeUndefined();
    expect(documentUpload.uploadRule(asking('id'), {})).toBeUndefined();
  });

  it('of an `id` meets a requirement of an `id_document`, and the reverse; its type is the requirement’s', () => {
    expect(ruleFor(asking('id_document'), 'id')).toBe('id_document');
    expect(ruleFor(asking('id'), 'id_document')).toBe('id');
    expect(ruleFor(asking('id', 'id_document'), 'id_document')).toBe('id_document');
  });
});

describe('a correction', () => {
  it('that names the requirement by its other name asks for a new document', async () => {
    const step = asking('id_document');
    const again = [{ document_type: 'id', reason_code: 'blurred', message: 'Again, please.' }];
    const complete = (at: string) =>
      documentUpload.complete(step, {}, surroundings([uploaded('id_document', at)], again));
    expect(await complete('2026-11-23T09:00:00Z')).toMatchObject({
      ok: false,
      errors: [{ pointer: '/documents/id_document', code: 'document_missing' }],
    });
    expect(await complete('2026-11-23T11:00:00Z')).toEqual({ ok: true });
  });
});
