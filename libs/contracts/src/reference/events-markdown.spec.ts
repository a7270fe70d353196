import { describe, expect, it } from '@jest/globals';
import type { TObject } from '@sinclair/typebox';
import { allMessages, SessionDecidedV1, topics } from '../index.js';
import { eventsMarkdown } from './events-markdown.js';

const text = eventsMarkdown();

describe('the event reference', () => {
  it('begins with what other systems consume, complete with headers and value', () => {
    const [chapter = ''] = text.split('\n## Lifecycle events\n');
    expect(chapter).toContain(JSON.stringify(SessionDecidedV1.sample));
    for (const header of ['ce_id', 'ce_type', 'ce_source', 'ce_subject', 'ce_time', 'ce_specversion'])
      expect(chapter).toMatch(new RegExp(`^header ${header}: \\S+$`, 'm'));
    expect(chapter).toContain('ce_tenantid');
  });

  it('names every topic and every message', () => {
    for (const topic of Object.values(topics)) expect(text).toContain(`\`${topic}\``);
    for (const { type, description } of allMessages) {
      expect(text).toContain(`\`${type}\``);
      expect(text).toContain(description);
    }
  });

  it.each(allMessages.filter(({ topic }) => topic.endsWith('.events.v1')).map((m) => [m.type, m] as const))(
    'explains each field of %s',
    (type, { schema }) => {
      const [, rest = ''] = text.split(`#### \`${type}\`\n`);
      const [section = ''] = rest.split('\n#');
      const { properties, required = [] } = schema as TObject;
      for (const [name, { description }] of Object.entries(properties)) {
        const row = section.split('\n').find((line) => line.startsWith(`| \`${name}\` |`));
        expect(row).toContain(`| ${required.includes(name) ? 'always' : 'optional'} | ${description} |`);
      }
    },
  );
});
