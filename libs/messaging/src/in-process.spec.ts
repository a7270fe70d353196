import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publicTopics } from '#libs/contracts';
import { sharedMongoUri } from '#libs/testing';
import { InProcessTransport } from './in-process-transport.js';
import { describeTransport } from './testing/transport-contract.js';

describeTransport('the in-process bus', async () => {
  const eventsDir = await mkdtemp(join(tmpdir(), 'kyc-events-'));
  const bus = new InProcessTransport({ eventsDir });
  return {
    mongoUri: sharedMongoUri(),
    connect: async () => bus,
    publicIds: async (tenantId) => {
      const lines = (await readFile(join(eventsDir, `${publicTopics[0]}.ndjson`), 'utf8'))
        .trimEnd()
        .split('\n');
      const events = lines.map((line) => JSON.parse(line) as { id: string; tenantid: string });
      return events.filter((event) => event.tenantid === tenantId).map(({ id }) => id);
    },
    close: async () => {
      await bus.close();
      await rm(eventsDir, { recursive: true });
    },
  };
});
