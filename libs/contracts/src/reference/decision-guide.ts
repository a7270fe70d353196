import { partitionsPerTopic } from '../topics.js';
import { SessionDecidedV1 } from '../workflow/session-decided.js';
import { headersOf, sampleHeaders, subjectOf } from './event-headers.js';
import { fieldTable } from './field-table.js';

const { topic, schema, sample, description } = SessionDecidedV1;

/** The chapter of the event reference for integrators: the public topic, what it promises, how to consume it. */
export function decisionGuide(): string {
  return `## Decisions, for other systems

${description} Topic \`${topic}\`, key: the session id.

\`\`\`
key    ${subjectOf(SessionDecidedV1)}
${Object.entries(sampleHeaders(SessionDecidedV1))
  .map(([name, value]) => `header ${name}: ${value}`)
  .join('\n')}
\`\`\`

\`\`\`json
${JSON.stringify(sample)}
\`\`\`

### The value

${fieldTable(schema)}

### The headers

CloudEvents 1.0, binary content mode of the Kafka protocol binding. All messages of the platform have them.

${fieldTable(headersOf(SessionDecidedV1))}

${promises}

${consuming}

${withoutKafka}`;
}

const promises = `### What you can rely on

- **Exactly one message for each decision.** The message commits with the decision in one database transaction. A sender that crashes between publishing and remembering so is succeeded by one that first looks whether the message is on the topic. One gap is left: a sender that is frozen for longer than its lease with the request already on its way, and then thawed, may publish a message a second time, with the same \`ce_id\`.
- **Order.** The messages about one session are in one partition, in the order of its decisions. There is no order between sessions, not even between one and its parent, and none between topics. Topics are made with ${partitionsPerTopic} partitions; adding some later breaks the order of what is under way.
- **A session can be decided more than once.** \`manual_review\` is a decision too, and a reviewer's follows. Corrections lead to a new one. Be ready for an approved session to come back as \`manual_review\`: a related party's later result can reopen it. The latest message is the one that counts.
- **No personal data.** Ids and codes only; what they stand for is fetched with \`GET /kyc/sessions/{session_id}\`, which asks for a key. No decision follows on a session that was deleted.
- **Compatibility.** Within a major version only optional fields, and further words of an enum or codes, are added. Ignore fields you do not know, and treat an unknown \`final_decision\` like \`manual_review\`. Anything else comes as a new type on a new topic (\`….v2\`) beside this one.`;

const consuming = `### How to consume it

Kafka delivers to you at least once: after a crash or a rebalance you read messages again. Apply each once by keeping its \`ce_id\` with what it changed, in one transaction:

\`\`\`
for each record, one at a time within a partition:
  begin transaction
    insert ce_id into applied_events      -- unique; when it is there already, roll back and go on
    apply the decision to your customer   -- client_id is your own reference
  commit
  commit the offset
\`\`\`

All tenants share the topic: filter by the header \`ce_tenantid\`, without reading the value. Read with \`auto.offset.reset=earliest\`, so that a new consumer group misses nothing that the topic still keeps.`;

const withoutKafka = `### Without Kafka

While \`KAFKA_BROKERS\` is not set, the same messages are appended to \`DATA_DIR/events/${topic}.ndjson\`: one CloudEvent in the JSON event format a line, the attributes without the prefix \`ce_\`, the value under \`data\`.`;
