import type { Client } from '../client.js';
import { spread, timesOf, type Spread } from '../statistics.js';
import { documentCalls } from './document-calls.js';
import type { Measure } from './measure.js';
import { reviewCalls } from './review-calls.js';

const rounds = 100;

/** How long each public call takes, one after the other, milliseconds. */
export async function callLatencies(client: Client): Promise<Record<string, Spread>> {
  const measure: Measure = async (work) => spread(await timesOf(rounds, work));
  return {
    ...(await documentCalls(client, rounds, measure)),
    ...(await reviewCalls(client, rounds, measure)),
    'POST /kyc/screenings': await measure((i) =>
      client.call('POST', '/kyc/screenings', {
        type: 'individual',
        name: `Mara Lindqvist ${'abcdefgh'[i % 8]}`,
        record: false,
      }),
    ),
  };
}
