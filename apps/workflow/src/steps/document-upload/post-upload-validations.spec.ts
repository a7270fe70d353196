import { describe, expect, it } from '@jest/globals';
import { documentTypes, postUploadValidations } from '#libs/contracts';
import { parseDefinition } from '../../definitions/parse-definition.js';
import type { DocumentUploadStep } from './config.js';
import { documentUpload } from './step.js';

const at = '/steps/0/document_requirements/0/post_upload_validations';

const parse = (post_upload_validations: unknown, document_type = 'id') =>
  parseDefinition(
    {
      name: 'Test',
      steps: [
        {
          step_id: 'documents',
          order: 1,
          name: 'Documents',
          type: 'document_upload',
          document_requirements: [{ document_type, post_upload_validations }],
        },
      ],
    },
    '2026-11-23',
  );

/** The mistakes as `pointer code`, pointers relative to the validations. */
function mistakes(validations: unknown, documentType?: string): string[] {
  const parsed = parse(validations, documentType);
  return parsed.ok ? [] : parsed.errors.map((e) => `${e.pointer.replace(at, '')} ${e.code}`);
}

describe('the validations of a document requirement', () => {
  it.each([
    ['blurred', '/0 not_allowed'],
    [{ validation: 'blurred', on_fail: 'warn' }, '/0/validation not_allowed'],
    [{ validation: 'legible', on_fail: 'ignore' }, '/0/on_fail not_allowed'],
    [{ validation: 'legible', level: 1 }, '/0/level unknown_property'],
    [{ on_fail: 'warn' }, '/0/validation required'],
    [7, '/0 wrong_type'],
  ])('cannot be %j', (validation, expected) => {
    expect(mistakes([validation])).toEqual([expected]);
  });

  it.each([
    [['legible', 'legible'], '/1 not_unique'],
    [['legible', { validation: 'legible', on_fail: 'warn' }], '/1/validation not_unique'],
    [[{ validation: 'legible' }, 'mrz_valid', 'legible'], '/2 not_unique'],
  ])('are asked for once each, however they are written: %j', (validations, expected) => {
    expect(mistakes(validations)).toEqual([expected]);
  });

  it.each([
    ['proof_of_address', ['mrz_valid', 'face_present']],
    ['articles_of_incorporation', ['mrz_valid', 'face_present']],
    ['selfie', ['legible', 'mrz_valid', 'name_match']],
  ])('do not ask of a %s what none can pass', (documentType, never) => {
    const found = mistakes([...postUploadValidations], documentType);
    expect(found).toEqual(
      never.map((name) => `/${postUploadValidations.indexOf(name as never)} not_applicable`),
    );
  });

  it.each(['id', 'id_document', 'passport', 'custom', 'other'])('may all be asked of %s', (documentType) => {
    expect(mistakes([...postUploadValidations], documentType)).toEqual([]);
  });

  it.each(documentTypes)('leave a %s alone that is asked for nothing', (documentType) => {
    expect(mistakes([], documentType)).toEqual([]);
  });

  it('are returned as they were written, with what happens on a failure filled in', () => {
    const written = ['legible', { validation: 'mrz_valid' }, { validation: 'face_present', on_fail: 'warn' }];
    expect(parse(written)).toMatchObject({
      definition: {
        steps: [
          {
            document_requirements: [
              {
                post_upload_validations: [
                  'legible',
                  { validation: 'mrz_valid', on_fail: 'reject' },
                  { validation: 'face_present', on_fail: 'warn' },
                ],
              },
            ],
          },
        ],
      },
    });
  });
});

describe('the upload rule of a document requirement', () => {
  const ruleOf = (more: object) => {
    const step = {
      document_requirements: [
        { document_type: 'id', extraction_profile: null, post_upload_validations: [], ...more },
      ],
    };
    return documentUpload.uploadRule(step as unknown as DocumentUploadStep, { document_type: 'id' });
  };

  it('says nothing of validations and profiles where none are asked for', () => {
    expect(Object.keys(ruleOf({}) ?? {})).toEqual(['document_type']);
  });

  it('carries every validation with what happens on a failure, and the profile', () => {
    const post_upload_validations = ['legible', { validation: 'name_match', on_fail: 'warn' }];
    expect(ruleOf({ post_upload_validations, extraction_profile: 'deed' })).toEqual({
      document_type: 'id',
      extraction_profile: 'deed',
      validations: [
        { validation: 'legible', on_fail: 'reject' },
        { validation: 'name_match', on_fail: 'warn' },
      ],
    });
  });
});
