import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { OpeningParty, PartiesView } from '#libs/contracts';
import type { Caller } from '#libs/security';
import {
  backOffice,
  endUser,
  openStage,
  ServiceStage,
  type Answer,
  type PlayedService,
} from '#libs/service-stage';
import { workflowService } from '../service.js';
import { formStep } from '../testing/sessions.js';

type Json = Record<string, unknown>;

const acme = backOffice('acme');
const subsession: Caller = { kind: 'service', tenantId: 'acme', id: 'subsession' };

/** The subsession service as far as a gate asks it; it may take its time. */
class PlayedParties implements PlayedService {
  /** What becomes of each question. */
  answer: () => Promise<PartiesView> | PartiesView = () => ({ subsessions: [] });
  asked = 0;

  private constructor(private readonly server: Server) {}

  static async start(): Promise<PlayedParties> {
    const server = createServer();
    const played = new PlayedParties(server);
    server.on('request', (_request, response) => {
      played.asked++;
      void Promise.resolve(played.answer()).then((view) => response.end(JSON.stringify(view)));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return played;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

let parties: PlayedParties;
let stage: ServiceStage;
let partyWorkflow: string;
beforeAll(async () => {
  parties = await PlayedParties.start();
  stage = new ServiceStage(await openStage(workflowService, { subsession: parties }));
});
afterAll(() => stage.stop());
beforeEach(async () => {
  parties.answer = () => ({ subsessions: [] });
  partyWorkflow = await createWorkflow([formStep()]);
});

async function createWorkflow(steps: Json[]): Promise<string> {
  const { body } = await stage.call(acme, 'POST', '/kyc/workflows', { name: 'Test', steps });
  return String(body['workflow_id']);
}

/** A session at the step that waits for its parties; another step comes after it. */
async function openParent(): Promise<string> {
  const subsession_config = {
    ...{ workflow_id: partyWorkflow, max_subsessions: 5 },
    require_completion_before_proceed: true,
  };
  const owners = { step_id: 'owners', order: 1, name: 'Owners', type: 'subsession_collection' };
  const workflow_id = await createWorkflow([{ ...owners, subsession_config }, formStep({ order: 2 })]);
  return String((await stage.call(acme, 'POST', '/kyc/sessions', { workflow_id })).body['session_id']);
}

const openChild = (parent_session_id: string): Promise<Answer> => {
  const wanted = { workflow_id: partyWorkflow, parent_session_id, step_id: 'owners' };
  return stage.call(subsession, 'POST', '/internal/sessions', wanted);
};
const complete = (parent: string): Promise<Answer> =>
  stage.call(endUser(parent), 'POST', '/public/session/step/owners/complete', {});
const askStep = (parent: string, query = ''): Promise<Answer> =>
  stage.call(subsession, 'GET', `/internal/sessions/${parent}/subsession-step${query}`);
const opening: OpeningParty = { subsession_id: 'sub_1', step_id: 'owners', status: 'opening' };
const pending = {
  status: 409,
  body: { code: 'subsessions_pending', errors: [{ pointer: '/subsessions/sub_1' }] },
};
const children = (parentSessionId: string): Promise<number> =>
  stage.database.collection('sessions').countDocuments({ parentSessionId });

describe('a party and the completion of its step', () => {
  it('do not both succeed when the party comes while the step is judged', async () => {
    const parent = await openParent();
    parties.asked = 0;
    parties.answer = async () => {
      if (parties.asked > 1) return { subsessions: [], opening: [opening] };
      expect((await openChild(parent)).status).toBe(201);
      return { subsessions: [] };
    };
    expect(await complete(parent)).toMatchObject(pending);
    expect(parties.asked).toBe(2);
    expect(await children(parent)).toBe(1);
  });

  it('do not both succeed when the step was completed first', async () => {
    const parent = await openParent();
    expect((await askStep(parent)).status).toBe(200);
    expect((await complete(parent)).status).toBe(200);
    expect(await openChild(parent)).toMatchObject({ status: 409, body: { code: 'step_already_completed' } });
    expect(await children(parent)).toBe(0);
  });

  it('do not both succeed however they race', async () => {
    for (let round = 0; round < 8; round++) {
      const parent = await openParent();
      let isOpening = false;
      parties.answer = () => ({ subsessions: [], ...(isOpening && { opening: [opening] }) });
      const invite = (): Promise<Answer> => {
        isOpening = true;
        return openChild(parent);
      };
      const [invited, completed] = await Promise.all([invite(), complete(parent)]);
      expect([invited.status, completed.status]).not.toEqual([201, 200]);
    }
  });

  it('that is being opened has the step wait', async () => {
    const parent = await openParent();
    parties.answer = () => ({ subsessions: [], opening: [opening] });
    expect(await complete(parent)).toMatchObject(pending);
  });

  it('do not hinder other parties that come at the same time, nor a completion after them', async () => {
    const parent = await openParent();
    const opened = await Promise.all(Array.from({ length: 6 }, () => openChild(parent)));
    expect(opened.map(({ status }) => status)).toEqual(Array(6).fill(201));
    expect(await children(parent)).toBe(6);
    expect((await complete(parent)).status).toBe(200);
  });
});

describe('the step for a party', () => {
  it('says for whom the workflow of its parties is', async () => {
    expect((await askStep(await openParent())).body).toMatchObject({ entity_types: ['individual'] });
  });

  it('is refused as completed when it is, not as unknown', async () => {
    const parent = await openParent();
    await complete(parent);
    for (const query of ['', '?step_id=owners'])
      expect(await askStep(parent, query)).toMatchObject({
        status: 409,
        body: { code: 'step_already_completed' },
      });
    expect(await askStep(parent, '?step_id=nothing')).toMatchObject({ status: 404 });
  });

  it('is refused when the workflow of its parties is gone', async () => {
    const parent = await openParent();
    await stage.database
      .collection<{ _id: string; deletedAt: Date | null }>('workflows')
      .updateOne({ _id: partyWorkflow }, { $set: { deletedAt: new Date() } });
    for (const answer of [await askStep(parent), await openChild(parent)])
      expect(answer).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(await children(parent)).toBe(0);
  });
});
