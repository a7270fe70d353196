import { expect, it } from '@jest/globals';
import { DomainRefusal } from '#libs/problems';
import { deadLetterTopic } from '../dead-letters.js';
import type { Delivery } from '../transport.js';
import { eventually, type Stage } from './stage.js';

const threeAttempts = { attempts: 3, firstPauseMs: 20, factor: 1, longestPauseMs: 20 };

/** What happens to messages that cannot be handled. */
export function parkingRules(stage: () => Stage): void {
  it('parks a payload that does not fit its contract at once and goes on', async () => {
    const dispatcher = await stage().consumer();
    const misfit = stage().message({ data: { n: 'not a number' } });

    await stage().bus.publish(stage().counted.topic, [misfit, stage().message({ data: { n: 2 } })]);

    await eventually(
      () => stage().effects('ses_1'),
      (seen) => seen.length === 1,
    );
    const [letter, ...others] = await stage().deadLetters().list();
    expect(others).toEqual([]);
    expect(letter).toMatchObject({ reason: 'schema_mismatch', message: misfit, status: 'parked' });
    expect(letter?.history).toMatchObject([{ name: 'SchemaMismatch', detail: '/n (type)' }]);
    expect(dispatcher.counts).toMatchObject({ handled: 1, parked: 1, deferred: 0 });
  });

  it('parks a message with its history when its attempts are used up, then goes on with its subject', async () => {
    await stage().consumer({ retry: threeAttempts }, (n) => {
      if (n === 1) throw new RangeError('always');
    });
    const messages = [1, 2].map((n) => stage().message({ data: { n } }));

    await stage().bus.publish(stage().counted.topic, messages);

    await eventually(
      () => stage().effects('ses_1'),
      (seen) => seen.length === 1,
    );
    expect(await stage().effects('ses_1')).toEqual([2]);
    const [letter] = await stage().deadLetters().list();
    expect(letter).toMatchObject({ reason: 'attempts_exhausted', subject: 'ses_1', message: messages[0] });
    expect(letter?.history.map(({ name, detail }) => `${name}: ${detail}`)).toEqual(
      Array.from({ length: 3 }, () => 'RangeError: always'),
    );
  });
}

/** What operators may do about parked messages. */
export function deadLetterRules(stage: () => Stage): void {
  it('shows a parked message on the dead letter topic of its consumer', async () => {
    const topic = deadLetterTopic(stage().counted.topic, stage().name);
    const shown: Delivery[] = [];
    const deliver = async (delivery: Delivery): Promise<void> => void shown.push(delivery);
    await stage().consumer({ retry: threeAttempts });
    const watch = await stage().bus.subscribe({
      consumer: `${stage().name}-watch`,
      topics: [topic],
      deliver,
    });
    const misfit = stage().message({ data: {} });

    await stage().bus.publish(stage().counted.topic, [misfit]);

    await eventually(
      () => shown.length,
      (count) => count === 1,
    );
    expect(shown[0]).toMatchObject({
      topic,
      message: {
        type: 'kyc.messaging.message_parked',
        subject: 'ses_1',
        causationId: misfit.id,
        data: { reason: 'schema_mismatch', message: { id: misfit.id } },
      },
    });
    await watch.close();
  });

  it('handles a dead letter that is replayed, once', async () => {
    let isBroken = true;
    const dispatcher = await stage().consumer({ retry: threeAttempts }, () => {
      if (isBroken) throw new Error('not repaired yet');
    });
    await stage().bus.publish(stage().counted.topic, [stage().message({ data: { n: 1 } })]);
    await eventually(
      () => dispatcher.counts,
      ({ parked }) => parked === 1,
    );
    const letters = stage().deadLetters();
    const id = (await letters.list())[0]?.id ?? '';
    isBroken = false;

    await letters.replay(id);

    await eventually(
      () => stage().effects('ses_1'),
      (seen) => seen.length === 1,
    );
    await expect(letters.replay(id)).rejects.toThrow(DomainRefusal);
    expect(await letters.list()).toEqual([]);
    expect(await letters.list({ status: 'replayed' })).toHaveLength(1);
  });

  it('refuses to replay what does not exist', async () => {
    await expect(stage().deadLetters().replay('nobody/nothing')).rejects.toThrow('not_found');
  });
}
