import { describe, expect, it } from '@jest/globals';
import type { DocumentReading, ProfileField } from '../reading/index.js';
import { withProfile } from './profile-reading.js';

const wanted = (name: string, required = false): ProfileField => ({
  ...{ name, type: 'text', labels: ['L'] },
  required,
});
const reading = (more: Partial<DocumentReading>): DocumentReading => ({
  ...{ provider: 'local', documentKind: 'unknown', fields: {}, warnings: [] },
  ...more,
});
const seen = { value: 'seen', confidence: 0.8, source: 'visual_zone' } as const;
const found = { value: 'found', confidence: 0.9, source: 'visual_zone' } as const;

describe('a reading with a profile', () => {
  it('warns of each required field that was not read, by its name', () => {
    const { fields, warnings } = withProfile(reading({ warnings: [{ code: 'no_text_layer', detail: '' }] }), [
      wanted('deed', true),
      wanted('notary', true),
      wanted('place'),
    ]);
    expect(fields).toEqual({});
    expect(warnings).toEqual([
      { code: 'no_text_layer', detail: '' },
      { code: 'field_missing', detail: 'The field deed of the extraction profile was not found.' },
      { code: 'field_missing', detail: 'The field notary of the extraction profile was not found.' },
    ]);
  });

  it('misses nothing that was read without the profile', () => {
    expect(withProfile(reading({ fields: { issuer: seen } }), [wanted('issuer', true)])).toEqual({
      fields: { issuer: seen },
      warnings: [],
    });
  });

  it('puts what the profile found before what was read otherwise', () => {
    const { fields } = withProfile(
      reading({ fields: { issuer: seen, full_name: seen }, profileFields: { issuer: found, deed: found } }),
      [wanted('issuer'), wanted('deed')],
    );
    expect(fields).toEqual({ issuer: found, full_name: seen, deed: found });
  });

  it('puts nothing before what the machine readable zone says', () => {
    const zone = { ...seen, source: 'mrz' } as const;
    const { fields } = withProfile(
      reading({ fields: { document_number: zone }, profileFields: { document_number: found } }),
      [wanted('document_number')],
    );
    expect(fields).toEqual({ document_number: zone });
  });
});
