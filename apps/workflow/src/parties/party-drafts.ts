import { createHash } from 'node:crypto';
import type { DocumentView, PartyDraft } from '#libs/contracts';
import type { WorkflowDefinition } from '../definitions/definition.js';
import { valuesOf, type PlacedValue } from '../sessions/case-subjects.js';
import type { Session } from '../sessions/session.js';

const partyRoles = ['ubo', 'director', 'shareholder', 'representative', 'submerchant'];
/**
 * The parties that a session names already, in lists of its forms that have an `entity_role` and in company documents that
 * were read, so that nobody types them twice; those of the forms first. Pure.
 */
export function partyDrafts(
  session: Pick<Session, 'formData'>,
  definition: WorkflowDefinition,
  documents: readonly DocumentView[],
): PartyDraft[] {
  return [...draftsInForms(session, definition), ...documents.flatMap(draftsInDocument)];
}

function draftsInForms(session: Pick<Session, 'formData'>, definition: WorkflowDefinition): PartyDraft[] {
  const items = new Map<string, PlacedValue[]>();
  for (const value of valuesOf(session, definition)) {
    if (value.holder === '' || !partyRoles.includes(value.role ?? '')) continue;
    items.set(value.holder, [...(items.get(value.holder) ?? []), value]);
  }
  return [...items.values()].flatMap((item) => {
    const name = item.find(isName) ?? item.find(isNameAsText);
    if (!name) return [];
    const email = item.find(({ field }) => field.type === 'email')?.value;
    const draft = {
      name: String(name.value),
      entity_type: typeNamedBy(name),
      role: name.role,
      source: name.source,
      ...percentage(item.find(isShare)?.value),
      ...(typeof email === 'string' && { email }),
    };
    return [{ draft_id: idOf(name.source), ...draft }];
  });
}

const isName = ({ field, value }: PlacedValue): boolean => field.type === 'name' && typeof value === 'string';

/** Lists that call the name of their item a text, by the ids that are usual for it. */
const isNameAsText = ({ field, value }: PlacedValue): boolean =>
  field.type === 'text' &&
  /^(name|full_name|company_name|legal_name)$/i.test(field.field_id) &&
  typeof value === 'string' &&
  value.trim() !== '';

function typeNamedBy({ field, value }: PlacedValue): PartyDraft['entity_type'] {
  const isCompany =
    field.type === 'name'
      ? field['name_type'] === 'company'
      : /^company_name$/i.test(field.field_id) || companyName.test(String(value).trim());
  return isCompany ? 'company' : 'individual';
}

const isShare = ({ field }: PlacedValue): boolean =>
  field.type === 'number' && /share|ownership|percent|holding/i.test(field.field_id);

/**
 * Directors (`{value: [name]}`) and shareholders (`{value: [{name, share?}]}`, the share in per cent) as the public contract
 * names them among the fields of a company document. Lists that are no `value` are taken too: a case that an integrator
 * makes up may have them.
 */
function draftsInDocument({ doc_id, fields }: DocumentView): PartyDraft[] {
  return (['shareholders', 'directors'] as const).flatMap((list) =>
    peopleIn(fields[list]).map(({ name, share }, i) => {
      const source = `document:${doc_id}/${list}/${i}`;
      const role = list === 'directors' ? 'director' : 'shareholder';
      const entity_type = companyName.test(name) ? ('company' as const) : ('individual' as const);
      return { draft_id: idOf(source), name, entity_type, role, source, ...percentage(share) };
    }),
  );
}

/** Endings that only companies have; a draft is checked by whoever sends it. */
const companyName =
  /\b(ltd|limited|llc|llp|inc|incorporated|corp|corporation|company|plc|gmbh|ag|kg|kgaa|ohg|ug|ug \(haftungsbeschr[aä]nkt\)|se|bv|b\.v\.|nv|n\.v\.|sa|s\.a\.|sas|s\.a\.s\.|sarl|s\.[aà] ?r\.l\.|srl|s\.r\.l\.|spa|s\.p\.a\.|sl|s\.l\.|ab|as|aps|oy|pte|trust|foundation|stiftung|fund|holdings?|partnership)\.?$/i;

function peopleIn(field: unknown): { name: string; share?: unknown }[] {
  const list = Array.isArray(field) ? field : (field as { value?: unknown } | undefined)?.value;
  if (!Array.isArray(list)) return [];
  return list.flatMap((one: unknown) => {
    const { name, value, share } = (typeof one === 'object' && one !== null ? one : { name: one }) as {
      name?: unknown;
      value?: unknown;
      share?: unknown;
    };
    const called = name ?? value;
    return typeof called === 'string' && called.trim() !== '' ? [{ name: called.trim(), share }] : [];
  });
}

function percentage(value: unknown): { ownership_percentage?: number } {
  const printed =
    typeof value === 'string' ? /^\s*(\d{1,3}(?:[.,]\d+)?)\s*%?\s*$/.exec(value)?.[1] : undefined;
  const number = printed === undefined ? value : Number(printed.replace(',', '.'));
  return typeof number === 'number' && number >= 0 && number <= 100 ? { ownership_percentage: number } : {};
}

const idOf = (source: string): string =>
  `draft_${createHash('sha256').update(source).digest('base64url').slice(0, 16)}`;
