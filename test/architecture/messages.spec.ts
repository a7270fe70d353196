import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import * as contracts from '#libs/contracts';
import { encodeRecord } from '#libs/messaging';
import { topicGuides } from '../../libs/contracts/src/reference/topic-guide.js';

const apps = resolve(import.meta.dirname, '../../apps');
const { allMessages, asyncApiDocument } = contracts;

/** Names of the contracts as the sources import them, with the contracts. */
const named = new Map(
  Object.entries(contracts).flatMap(([name, value]) => {
    const message = allMessages.find((one) => one === value);
    return message ? [[name, message] as const] : [];
  }),
);

interface Use {
  service: string;
  type: string;
  topic: string;
}

/** The messages that the services' sources name right behind one of these words. */
function uses(...words: string[]): Use[] {
  const pattern = new RegExp(`(?:${words.join('|')})\\s*([A-Z]\\w+)`, 'g');
  return readdirSync(apps, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !/spec\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(apps.length + 1))
    .filter((path) => !path.includes('/testing/'))
    .flatMap((path) => {
      const text = readFileSync(join(apps, path), 'utf8');
      return [...text.matchAll(pattern)].flatMap(([, name = '']) => {
        const message = named.get(name);
        return message
          ? [{ service: path.split('/')[0] ?? '', type: message.type, topic: message.topic }]
          : [];
      });
    });
}

const sent = uses('outbox\\.add\\(', 'effects\\.send\\(', 'contract:', 'command:', 'completed:');
const read = uses('dispatcher\\.on\\(', 'result:');
const servicesOn = (found: Use[], topic: string): string[] =>
  [...new Set(found.filter((use) => use.topic === topic).map(({ service }) => service))].sort();

describe('the messages', () => {
  it('can all be imported by name', () => {
    expect(named.size).toBe(allMessages.length);
  });

  it('are all sent by somebody', () => {
    const types = new Set(sent.map(({ type }) => type));
    expect(allMessages.map(({ type }) => type).filter((type) => !types.has(type))).toEqual([]);
  });

  it.each(Object.entries(topicGuides))('on %s are sent and read by whom the guide says', (topic, guide) => {
    expect(servicesOn(sent, topic)).toEqual([guide.sender]);
    expect(servicesOn(read, topic)).toEqual(guide.readers);
  });
});

describe('the headers', () => {
  const ajv = new Ajv({ strict: false });
  formats.default(ajv);
  const described = asyncApiDocument() as {
    components: { messages: Record<string, { headers: { properties: object; required: string[] } }> };
  };

  it.each(allMessages.map((m) => [m.type, m] as const))(
    'of %s are those that are described',
    (type, message) => {
      const headers = described.components.messages[type]?.headers;
      const least = encodeRecord({
        id: 'evt_1',
        type,
        source: `kyc/${topicGuides[message.topic as contracts.Topic].sender}`,
        subject: 'ses_1',
        time: '2026-01-02T03:04:05.678Z',
        tenantId: 'default',
        correlationId: 'ses_1',
        data: message.sample,
      });
      const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
      const whole = { ...least.headers, ce_causationid: 'evt_0', traceparent };
      expect(ajv.validate(headers ?? false, least.headers)).toBe(true);
      expect(Object.keys(least.headers).sort()).toEqual(headers?.required.toSorted());
      expect(Object.keys(whole).sort()).toEqual(Object.keys(headers?.properties ?? {}).sort());
    },
  );
});
