import { appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { HTTP } from 'cloudevents';
import type { Message } from '#libs/contracts';
import { EventFile } from './event-file.js';

function event(id: string): Message {
  const time = '2026-01-02T03:04:05.678Z';
  return {
    ...{ id, time, type: 'kyc.session.decided', source: 'kyc/workflow', subject: 'ses_1' },
    ...{ tenantId: 't', correlationId: id, data: { text: 'line\nbreak' } },
  };
}

describe('an event file', () => {
  let folder = '';
  let path = '';
  const files: EventFile[] = [];
  const open = (): EventFile => {
    const file = new EventFile(path);
    files.push(file);
    return file;
  };
  const lines = async (): Promise<string[]> => (await readFile(path, 'utf8')).split('\n');
  const ids = async (): Promise<string[]> =>
    (await lines()).filter(Boolean).map((line) => (JSON.parse(line) as { id: string }).id);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kyc-event-file-'));
    path = join(folder, 'events', 'decided.ndjson');
  });
  afterEach(async () => {
    await Promise.all(files.splice(0).map((file) => file.close()));
    await rm(folder, { recursive: true });
  });

  it('does not write an event again that a process before it has written', async () => {
    const before = open();
    await before.append([event('evt_1'), event('evt_2')]);
    await before.close();

    await open().append([event('evt_2'), event('evt_3')]);

    expect(await ids()).toEqual(['evt_1', 'evt_2', 'evt_3']);
  });

  it('removes a last line that a crash has torn, and takes its event again', async () => {
    const before = open();
    await before.append([event('evt_1')]);
    await before.close();
    await appendFile(path, '{"specversion":"1.0","id":"evt_2","ty');

    await open().append([event('evt_2')]);

    expect(await ids()).toEqual(['evt_1', 'evt_2']);
    expect((await lines()).at(-1)).toBe('');
  });

  it('goes on behind a file that is nothing but a torn line', async () => {
    await open().append([]);
    await writeFile(path, '{"specv');

    await open().append([event('evt_1')]);

    expect(await ids()).toEqual(['evt_1']);
  });

  it('keeps the order of appends that overlap', async () => {
    const file = open();

    await Promise.all(['evt_1', 'evt_2', 'evt_3'].map((id) => file.append([event(id)])));

    expect(await ids()).toEqual(['evt_1', 'evt_2', 'evt_3']);
  });

  it('writes an event once that two overlapping appends bring', async () => {
    const file = open();

    const appends = [['evt_1'], ['evt_2', 'evt_3'], ['evt_3', 'evt_2', 'evt_4']];
    await Promise.all(appends.map((batch) => file.append(batch.map(event))));

    expect(await ids()).toEqual(['evt_1', 'evt_2', 'evt_3', 'evt_4']);
  });

  it('fails every append that shared a write, and takes them again', async () => {
    const file = open();
    await mkdir(path, { recursive: true });
    const failed = await Promise.allSettled([file.append([event('evt_1')]), file.append([event('evt_2')])]);
    await rm(path, { recursive: true });
    await Promise.all([file.append([event('evt_1')]), file.append([event('evt_2')])]);

    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await ids()).toEqual(['evt_1', 'evt_2']);
  });

  it('writes each line as a CloudEvents event in the JSON format', async () => {
    await open().append([event('evt_1')]);

    const [body] = await lines();
    const parsed = HTTP.toEvent({ headers: { 'content-type': 'application/cloudevents+json' }, body });
    expect(parsed).toMatchObject({ id: 'evt_1', tenantid: 't', data: { text: 'line\nbreak' } });
  });
});
