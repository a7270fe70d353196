import { describe, expect, it } from '@jest/globals';
import type { Page, Screening } from '../client/answers.js';
import { connect } from '../client/suite.js';
import { listedPerson } from '../specimens/people.js';

const { api } = connect();

describe('screening directly', () => {
  it('finds a listed person under an alias and says what agrees', async () => {
    const screening = await api.ok<Screening>('screen', {
      body: { type: 'individual', name: 'FAKEMAN Viktor', dob: '1961-09-09' },
    });
    expect(screening.outcome).not.toBe('clear');
    expect(screening.matches[0]).toMatchObject({ source_id: listedPerson.sourceId, list: listedPerson.list });
    const again = await api.ok<Screening>('getScreening', {
      params: { screening_id: screening.screening_id },
    });
    expect(again).toEqual(screening);
  });

  it('answers clear for somebody on no list', async () => {
    const { outcome, matches } = await api.ok<Screening>('screen', {
      body: { type: 'individual', name: 'Lieselotte Vantongeren' },
    });
    expect({ outcome, matches }).toEqual({ outcome: 'clear', matches: [] });
  });

  it('records nothing when asked not to', async () => {
    const answer = await api.call<Screening>('screen', {
      body: { type: 'company', name: 'Grimblethorpe Unreal Holdings', record: false },
    });
    expect(answer.status).toBe(200);
    const lookup = await api.call('getScreening', {
      params: { screening_id: answer.body.screening_id ?? 'scr_none' },
    });
    expect(lookup.status).toBe(404);
  });

  it('answers a batch in its order', async () => {
    const items = [
      { type: 'individual', name: 'Lieselotte Vantongeren' },
      { type: 'company', name: 'Grimblethorpe Unreal Holdings Ltd' },
    ];
    const { data } = await api.ok<Page<Screening>>('screenBatch', { body: { items } });
    expect(data.map(({ outcome }) => outcome)).toEqual(['clear', 'match']);
  });

  it('says which lists are in use', async () => {
    const { data } = await api.ok<Page<Record<string, unknown>>>('getLists');
    expect(data).toMatchObject([
      { id: 'e2e_fictional', entries: 3, as_of: expect.stringMatching(/^2026-01-15/) },
    ]);
  });
});
