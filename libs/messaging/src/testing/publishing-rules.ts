import { expect, it } from '@jest/globals';
import { ObjectId } from 'mongodb';
import { OutboxRows } from '../outbox-rows.js';
import { eventually, type Stage } from './stage.js';

/** What the outbox and its relays owe to producers. */
export function publishingRules(stage: () => Stage): void {
  it('leaves no message behind when its transaction is rolled back', async () => {
    const producer = await stage().running();
    await stage().consumer();

    const undone = producer.db.transaction(async (tx) => {
      await producer.outbox.add(stage().counted, { subject: 'ses_1', tenantId: 't', data: { n: 1 } }, tx);
      throw new Error('changed my mind');
    });

    await expect(undone).rejects.toThrow('changed my mind');
    await stage().add(producer, 'ses_1', [2]);
    await eventually(
      () => stage().effects('ses_1'),
      (seen) => seen.length > 0,
    );
    expect(await stage().effects('ses_1')).toEqual([2]);
    await eventually(
      () => producer.relay.publishedCount,
      (count) => count === 1,
    );
  });

  it('refuses data that does not fit the contract before anything is stored', async () => {
    const { db, outbox } = await stage().process();

    const wrong = db.transaction((tx) =>
      outbox.add(stage().counted, { subject: 'ses_1', tenantId: 't', data: { n: 1.5 } }, tx),
    );

    await expect(wrong).rejects.toThrow('does not fit its schema at /n (type)');
    expect(await outbox.backlog()).toEqual({ pending: 0 });
  });
}

/** What holds while many subjects, relays and failures meet. */
export function orderRules(stage: () => Stage): void {
  it('keeps the order of each subject while many subjects move at once', async () => {
    const producer = await stage().running();
    await stage().consumer();
    const subjects = ['a', 'b', 'c', 'd'].map((name) => `ses_${name}`);
    const numbers = [1, 2, 3, 4, 5, 6, 7, 8];

    await Promise.all(subjects.map((subject) => stage().add(producer, subject, numbers)));

    for (const subject of subjects) {
      await eventually(
        () => stage().effects(subject),
        (seen) => seen.length === numbers.length,
      );
      expect(await stage().effects(subject)).toEqual(numbers);
    }
  });

  it('keeps order and single effects when two relays share one outbox', async () => {
    const relays = [await stage().running(), await stage().running()] as const;
    await stage().consumer();
    const numbers = Array.from({ length: 20 }, (_, index) => index);

    for (const n of numbers) {
      await stage().add(relays[0], 'ses_1', [n]);
      relays[1].outbox.notify();
    }

    await eventually(
      () => stage().effects('ses_1'),
      (seen) => seen.length >= numbers.length,
    );
    await eventually(
      () => relays[0].outbox.backlog(),
      ({ pending }) => pending === 0,
    );
    expect(await stage().effects('ses_1')).toEqual(numbers);
  });
}

/** What holds while the bus is away. */
export function outageRules(stage: () => Stage): void {
  it('waits in the outbox while publishing fails and goes out in order afterwards', async () => {
    const producer = await stage().running();
    let isDown = true;
    let tries = 0;
    producer.bus.intercept = async (real, topic, messages) => {
      tries += 1;
      if (isDown) throw new Error('the bus is away');
      await real(topic, messages);
    };
    await stage().consumer();

    await stage().add(producer, 'ses_1', [1, 2, 3]);
    await eventually(
      () => tries,
      (count) => count >= 2,
    );
    expect((await producer.outbox.backlog()).pending).toBe(3);
    isDown = false;

    await eventually(
      () => stage().effects('ses_1'),
      (seen) => seen.length === 3,
    );
    expect(await stage().effects('ses_1')).toEqual([1, 2, 3]);
  });
}

/** What holds when a relay dies or is overtaken. */
export function takeoverRules(stage: () => Stage): void {
  it('hands the rows of a dead relay over when its lease has run out', async () => {
    const dying = await stage().running();
    const died = stage().diesAtPublish(dying, 'before');
    await stage().add(await stage().process(), 'ses_1', [1, 2]);
    await died;
    const heir = await stage().running();
    await stage().consumer();

    await stage().add(heir, 'ses_1', [3]);

    await eventually(
      () => stage().effects('ses_1'),
      (seen) => seen.length === 3,
    );
    expect(await stage().effects('ses_1')).toEqual([1, 2, 3]);
  });
}

/** What a lease on rows protects from. */
export function fencingRules(stage: () => Stage): void {
  it('lets no relay take rows whose lease is running', async () => {
    const { holder, rows, ids } = await heldRows(stage());
    const other = { owner: 'other', token: new ObjectId(), leaseMs: 60_000 };

    expect(await rows.claim(ids, other)).toBe(0);
    expect(await rows.markPublished(ids, [other.token])).toBe(0);
    expect(await rows.markPublished(ids, [holder.token])).toBe(ids.length);
  });

  it('lets no relay mark or renew rows that another one has taken over', async () => {
    const { holder, rows, ids } = await heldRows(stage(), 1);
    const heir = { owner: 'heir', token: new ObjectId(), leaseMs: 60_000 };
    await eventually(
      () => rows.claim(ids, heir),
      (got) => got === ids.length,
    );

    expect(await rows.renew(ids, holder.owner, 60_000)).toBe(0);
    expect(await rows.markPublished(ids, [holder.token])).toBe(0);
    expect((await rows.backlog()).pending).toBe(ids.length);
  });
}

/** What programs that know nothing of inboxes may rely on. */
export function outsideRules(stage: () => Stage): void {
  it('shows outside readers each message once when a relay dies between publishing and marking', async () => {
    const dying = await stage().running();
    const died = stage().diesAtPublish(dying, 'after');
    await stage().announce(await stage().process(), 1);
    await died;

    const heir = await stage().running();
    await eventually(
      () => heir.outbox.backlog(),
      ({ pending }) => pending === 0,
    );
    await stage().announce(heir, 2);

    const seen = await eventually(
      () => stage().publicIds(),
      (ids) => new Set(ids).size === 2,
    );
    expect(seen).toHaveLength(2);
  });
}

/** Three rows of one subject claimed by an owner for the given time. */
async function heldRows(
  stage: Stage,
  leaseMs = 60_000,
): Promise<{
  rows: OutboxRows;
  ids: ObjectId[];
  holder: { owner: string; token: ObjectId; leaseMs: number };
}> {
  await stage.add(await stage.process(), 'ses_1', [1, 2, 3]);
  const rows = new OutboxRows(stage.db);
  const ids = (await rows.oldest(10, { lanes: [], topics: [] })).map((row) => row._id);
  const holder = { owner: 'holder', token: new ObjectId(), leaseMs };
  expect(await rows.claim(ids, holder)).toBe(3);
  return { rows, ids, holder };
}
