import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { PartyDraft } from '#libs/contracts';
import type { Caller } from '#libs/security';
import { formStep } from '../testing/sessions.js';
import { WorkflowStage } from '../testing/workflow-stage.js';

type Json = Record<string, unknown>;

const subsession: Caller = { kind: 'service', tenantId: 'acme', id: 'subsession' };

let stage: WorkflowStage;
beforeAll(async () => {
  stage = await WorkflowStage.start();
});
afterAll(() => stage.stop());

describe('drafts of parties', () => {
  const list = {
    ...{ field_id: 'holders', name: 'Holders', type: 'entity_list', entity_role: 'shareholder' },
    item_fields: [
      { field_id: 'holder_name', name: 'Name', type: 'name', name_type: 'individual' },
      { field_id: 'share_percent', name: 'Share', type: 'number' },
      { field_id: 'holder_email', name: 'E-mail', type: 'email' },
    ],
  };
  const draftsOf = async (id: string): Promise<PartyDraft[]> =>
    (await stage.call(subsession, 'GET', `/internal/sessions/${id}/party-drafts`)).body[
      'drafts'
    ] as PartyDraft[];

  it('are the items of lists with a role, and who company documents name', async () => {
    const parent = await stage.openSession({
      steps: [formStep({ custom_fields: [list] }), formStep({ step_id: 'more', order: 2 })],
    });
    const holders = [
      { holder_name: 'Ada Byron', share_percent: 40, holder_email: 'ada@example.com' },
      { holder_name: 'Bo Ek', share_percent: 140 },
    ];
    await stage.complete(parent, 'form', { holders });
    stage.others.answers.set(`GET /internal/sessions/${parent.id}/documents`, {
      body: {
        documents: [
          {
            doc_id: 'doc_1',
            fields: {
              shareholders: {
                value: [
                  { name: 'ADA  BYRON', share: 40 },
                  { name: 'Northern Holding B.V.', share: 20 },
                  { name: 'Byron Family Trust' },
                ],
                ...{ confidence: 0.9, source: 'text_layer' },
              },
              directors: { value: ['Cleo Dahl'], confidence: 0.9, source: 'text_layer' },
            },
          },
        ],
      },
    });
    const found = await draftsOf(parent.id);
    expect(found.map(({ draft_id: _id, ...draft }) => draft)).toEqual([
      {
        ...{ name: 'Ada Byron', entity_type: 'individual', role: 'shareholder' },
        ...{ ownership_percentage: 40, email: 'ada@example.com', source: 'form:form/holders/0/holder_name' },
      },
      {
        ...{ name: 'Bo Ek', entity_type: 'individual', role: 'shareholder' },
        source: 'form:form/holders/1/holder_name',
      },
      {
        ...{ name: 'ADA  BYRON', entity_type: 'individual', role: 'shareholder' },
        ...{ ownership_percentage: 40, source: 'document:doc_1/shareholders/0' },
      },
      {
        ...{ name: 'Northern Holding B.V.', entity_type: 'company', role: 'shareholder' },
        ...{ ownership_percentage: 20, source: 'document:doc_1/shareholders/1' },
      },
      {
        ...{ name: 'Byron Family Trust', entity_type: 'company', role: 'shareholder' },
        source: 'document:doc_1/shareholders/2',
      },
      {
        ...{ name: 'Cleo Dahl', entity_type: 'individual', role: 'director' },
        source: 'document:doc_1/directors/0',
      },
    ]);
    expect(new Set(found.map(({ draft_id }) => draft_id)).size).toBe(6);
    expect(await draftsOf(parent.id)).toEqual(found);
  });

  it('take a text that is called a name where the items have no name', async () => {
    const listOf = (field_id: string, ...ids: string[]): Json => ({
      ...{ field_id, name: field_id, type: 'entity_list', entity_role: 'ubo' },
      item_fields: ids.map((id) => ({ field_id: id, name: id, type: id === 'real' ? 'name' : 'text' })),
    });
    const custom_fields = [
      listOf('owners', 'nickname', 'full_name'),
      listOf('companies', 'company_name'),
      listOf('holders', 'legal_name'),
      listOf('people', 'name', 'real'),
      listOf('others', 'nickname'),
    ];
    const parent = await stage.openSession({ steps: [formStep({ custom_fields })] });
    const data = {
      owners: [{ nickname: 'Ady', full_name: 'Ada Byron' }],
      companies: [{ company_name: 'Widgets' }],
      holders: [{ legal_name: 'Holding B.V.' }],
      people: [{ name: 'Called Bo', real: 'Bo Ek' }],
      others: [{ nickname: 'Cy' }],
    };
    expect(await stage.complete(parent, 'form', data)).toMatchObject({ status: 200 });
    expect((await draftsOf(parent.id)).map(({ name, entity_type }) => `${name}: ${entity_type}`)).toEqual([
      'Ada Byron: individual',
      'Widgets: company',
      'Holding B.V.: company',
      'Bo Ek: individual',
    ]);
  });

  it('have a share from a document only where it states one', async () => {
    const parent = await stage.openSession({ steps: [formStep()] });
    const shares = ['12,5 %', '20%', 'a third', '1.250,5', '140 %', 140, null];
    const shareholders = shares.map((share, i) => ({ name: `Holder ${i} Ltd`, share }));
    stage.others.answers.set(`GET /internal/sessions/${parent.id}/documents`, {
      body: {
        documents: [{ doc_id: 'doc_1', fields: { shareholders } }],
      },
    });
    const found = await draftsOf(parent.id);
    expect(found.map((draft) => draft.ownership_percentage ?? 'none').join()).toBe(
      '12.5,20,none,none,none,none,none',
    );
  });

  it('are none where nobody is named', async () => {
    const parent = await stage.openSession({ steps: [formStep()] });
    await stage.completeForm(parent);
    expect(await draftsOf(parent.id)).toEqual([]);
  });
});
