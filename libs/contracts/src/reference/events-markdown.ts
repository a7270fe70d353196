import type { TObject } from '@sinclair/typebox';
import { allMessages } from '../all-messages.js';
import type { Topic } from '../topics.js';
import { decisionGuide } from './decision-guide.js';
import { fieldTable } from './field-table.js';
import { topicGuides, type Audience } from './topic-guide.js';

/** The reference of all messages for people, in Markdown: made of the contracts, the same on every call. */
export function eventsMarkdown(): string {
  return `<!-- Generated from libs/contracts by \`npm run docs\`. -->

# Events

What the platform sends, as its contracts declare it. The same for machines, with the JSON Schemas, is [asyncapi.json](asyncapi.json), and as a page [events.html](events.html); a running gateway serves both under \`/docs/asyncapi.json\` and \`/docs/events\`.

${decisionGuide()}

## Lifecycle events

What happens inside a session, on one topic per service, for the platform's services and for systems of whoever runs it. The same envelope, order and promise of compatibility as above. A topic may carry further types in future: go by \`ce_type\` and skip those you do not know. Unlike decisions, a lifecycle event may be on its topic twice after a crash, with the same \`ce_id\`.

${topicsFor('lifecycle').map(lifecycleTopic).join('\n\n')}

## Commands between services

How the workflow service hands out work. Nobody else sends or reads them.

| topic | type | meaning | fields |
| --- | --- | --- | --- |
${topicsFor('commands').flatMap(commandRows).join('\n')}
`;
}

const topicsFor = (audience: Audience): Topic[] =>
  (Object.keys(topicGuides) as Topic[]).filter((topic) => topicGuides[topic].audience === audience);

const messagesOn = (topic: Topic) => allMessages.filter((message) => message.topic === topic);

function lifecycleTopic(topic: Topic): string {
  const { title, description, sender } = topicGuides[topic];
  const events = messagesOn(topic).map(
    ({ type, description, schema }) =>
      `#### \`${type}\`\n\n${description}\n\n${fieldTable(schema as TObject)}`,
  );
  const head = `### ${title}: \`${topic}\`\n\n${description} Sent by the ${sender} service.`;
  return [head, ...events].join('\n\n');
}

function commandRows(topic: Topic): string[] {
  return messagesOn(topic).map(({ type, description, schema }) => {
    const fields = Object.keys((schema as TObject).properties).map((name) => `\`${name}\``);
    return `| \`${topic}\` | \`${type}\` | ${description} | ${fields.join(', ')} |`;
  });
}
