import { expect, it } from '@jest/globals';
import { DomainRefusal, TransientFailure } from '#libs/problems';
import { eventually, type Stage } from './stage.js';

const awkward = 'Żółć 漢字 😀 \u0000 \ud800 "quoted" \\ {"$where":1} \u2028 é';

/** What a dispatcher owes to handlers. */
export function handlingRules(stage: () => Stage): void {
  it('gives a message that is delivered twice one effect', async () => {
    const dispatcher = await stage().consumer();
    const message = stage().message({ data: { n: 1 } });

    await stage().bus.publish(stage().counted.topic, [message]);
    await stage().bus.publish(stage().counted.topic, [message]);

    await eventually(
      () => dispatcher.counts,
      ({ duplicate }) => duplicate === 1,
    );
    expect(await stage().effects('ses_1')).toEqual([1]);
  });

  it('undoes what a failing handler wrote and applies the message at a later attempt', async () => {
    let attempts = 0;
    const dispatcher = await stage().consumer({}, async (n, { tx }) => {
      attempts += 1;
      await stage().db.collection<{ _id: number }>('side').insertOne({ _id: n }, { session: tx });
      if (attempts < 3) throw new TransientFailure('not yet', 10);
    });

    await stage().bus.publish(stage().counted.topic, [stage().message({ data: { n: 1 } })]);

    await eventually(
      () => dispatcher.counts,
      ({ handled }) => handled === 1,
    );
    expect(await stage().effects('ses_1')).toEqual([1]);
    expect(await stage().db.collection('side').countDocuments()).toBe(1);
  });
}

/** What subjects owe to each other. */
export function laneRules(stage: () => Stage): void {
  it('holds up nothing but its own subject when a message fails, and keeps that subject in order', async () => {
    const producer = await stage().running();
    let isBroken = true;
    await stage().consumer({}, (_, { message }) => {
      if (message.subject === 'ses_bad' && isBroken) throw new TransientFailure('not yet', 10);
    });

    await stage().add(producer, 'ses_bad', [1, 2, 3]);
    await stage().add(producer, 'ses_good', [1, 2, 3]);

    await eventually(
      () => stage().effects('ses_good'),
      (seen) => seen.length === 3,
    );
    expect(await stage().effects('ses_bad')).toEqual([]);
    isBroken = false;
    await eventually(
      () => stage().effects('ses_bad'),
      (seen) => seen.length === 3,
    );
    expect(await stage().effects('ses_bad')).toEqual([1, 2, 3]);
  });

  it('runs the handlers of one subject one after another', async () => {
    const producer = await stage().running();
    let running = 0;
    let most = 0;
    await stage().consumer({}, async () => {
      running += 1;
      most = Math.max(most, running);
      await stage().db.ping();
      running -= 1;
    });

    await stage().add(producer, 'ses_1', [1, 2, 3, 4, 5]);

    await eventually(
      () => stage().effects('ses_1'),
      (seen) => seen.length === 5,
    );
    expect(most).toBe(1);
  });
}

/** What becomes of an expected no. */
export function refusalRules(stage: () => Stage): void {
  it('ends a message with no effect when its handler refuses it', async () => {
    const dispatcher = await stage().consumer({}, async (n, { tx }) => {
      await stage().db.collection<{ _id: number }>('side').insertOne({ _id: n }, { session: tx });
      throw new DomainRefusal('illegal_transition', 'The session has ended');
    });
    const message = stage().message({ data: { n: 1 } });

    await stage().bus.publish(stage().counted.topic, [message, message]);

    await eventually(
      () => dispatcher.counts,
      ({ refused, duplicate }) => refused + duplicate === 2,
    );
    expect(dispatcher.counts).toMatchObject({ refused: 1, duplicate: 1, deferred: 0, parked: 0 });
    expect(await stage().db.collection('side').countDocuments()).toBe(0);
  });

  it('tries again when the refusal only says that somebody else was faster', async () => {
    let attempts = 0;
    await stage().consumer({}, () => {
      attempts += 1;
      if (attempts === 1) throw new DomainRefusal('conflict', 'Somebody else changed the session');
    });

    await stage().bus.publish(stage().counted.topic, [stage().message({ data: { n: 1 } })]);

    await eventually(
      () => stage().effects('ses_1'),
      (seen) => seen.length === 1,
    );
    expect(attempts).toBe(2);
  });
}

/** What becomes of types and payloads. */
export function payloadRules(stage: () => Stage): void {
  it('skips and counts a message of a type it does not know', async () => {
    const dispatcher = await stage().consumer();
    const foreign = stage().message({ type: 'kyc.elsewhere.happened', data: { anything: true } });

    await stage().bus.publish(stage().counted.topic, [foreign, stage().message({ data: { n: 1 } })]);

    await eventually(
      () => dispatcher.counts,
      ({ handled }) => handled === 1,
    );
    expect(dispatcher.counts).toMatchObject({ skipped: 1, parked: 0 });
  });

  it('leaves no trace of a message that is none of the service’s business', async () => {
    const dispatcher = await stage().consumer({}, undefined, ({ n }) => n > 1);
    const ids = [1, 2].map((n) => stage().message({ data: { n } }));

    await stage().bus.publish(stage().counted.topic, ids);

    await eventually(
      () => dispatcher.counts,
      ({ handled }) => handled === 1,
    );
    expect(dispatcher.counts).toMatchObject({ skipped: 1, duplicate: 0 });
    expect(await stage().effects('ses_1')).toEqual([2]);
    expect(await stage().db.collection('inbox').countDocuments()).toBe(1);
  });

  it('brings a large payload of awkward text and all context through unchanged', async () => {
    const producer = await stage().running();
    let context: unknown;
    await stage().consumer({}, (_, { message: { correlationId, causationId, traceparent, tenantId } }) => {
      context = { correlationId, causationId, traceparent, tenantId };
    });
    const text = awkward.repeat(8_000);
    const sent = {
      ...{ correlationId: 'cor_ü', causationId: 'evt_0', tenantId: stage().name },
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    };

    await producer.db.transaction((tx) =>
      producer.outbox.add(stage().counted, { subject: 'ses_ß', data: { n: 1, text }, ...sent }, tx),
    );
    producer.outbox.notify();

    await eventually(
      () => context,
      (value) => value !== undefined,
    );
    await eventually(
      () => stage().effects('ses_ß'),
      (seen) => seen.length === 1,
    );
    expect(context).toEqual(sent);
    // The database cannot keep a lone surrogate, the message can: what arrived is compared as the handler's store has it.
    const [effect] = await stage().effectRows('ses_ß');
    expect(effect?.text).toBe(Buffer.from(text).toString());
  });
}
