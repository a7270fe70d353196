import { Injectable } from '@nestjs/common';
import { DomainRefusal, type FieldError } from '#libs/problems';
import type { WorkflowDefinition } from '../definitions/definition.js';
import { daysAfter } from '../lifecycle/expiry.js';
import { ChangeSession, type SideEffects } from '../sessions/change-session.js';
import { LoadSession } from '../sessions/load-session.js';
import { reopenSteps, type Session } from '../sessions/session.js';
import { stepTypeOf } from '../steps/registry.js';
import type { Correction, Reopening } from '../steps/step-type.js';
import { hasField } from './has-field.js';

/** A correction as the reviewer asks for it. */
export interface CorrectionItem extends Correction {
  step_id: string;
}

/** Opens single steps of a finished session again, each with what is to be done there. */
@Injectable()
export class RequestCorrections {
  constructor(
    private readonly loadSession: LoadSession,
    private readonly changes: ChangeSession,
  ) {}

  /** @throws DomainRefusal `invalid_submission` with one error for each item that fits no step */
  async run(
    tenantId: string,
    sessionId: string,
    items: readonly CorrectionItem[],
    actor: string,
  ): Promise<Session> {
    const { session: known, workflow } = await this.loadSession.run(tenantId, sessionId);
    const { definition } = workflow;
    const errors = items.flatMap((item, i) => mistakesIn(item, `/items/${i}`, definition));
    if (errors.length > 0)
      throw new DomainRefusal('invalid_submission', 'Some items fit no step of the session.', errors);
    const reopen = (session: Session, effects: SideEffects): void => {
      const now = new Date();
      reopenSteps(session, byStep(items, now), daysAfter(now, definition.ttl_days), now);
      effects.record({
        type: 'corrections_requested',
        actor,
        details: {
          items: items.map(({ step_id, document_type, field_id, reason_code }) => {
            return { step_id, document_type, field_id, reason_code };
          }),
        },
        note: items.map(({ step_id, message }) => `${step_id}: ${message}`).join('\n'),
      });
    };
    return (await this.changes.run(tenantId, sessionId, reopen, known)).session;
  }
}

function mistakesIn(item: CorrectionItem, at: string, { steps }: WorkflowDefinition): FieldError[] {
  const { step_id, document_type, field_id } = item;
  const step = steps.find((s) => s.step_id === step_id);
  if (!step)
    return [{ pointer: `${at}/step_id`, code: 'unknown_step', detail: 'the workflow has no such step' }];
  const type = stepTypeOf(step.type);
  if (type.tasks)
    return [{ pointer: `${at}/step_id`, code: 'not_allowed', detail: 'the user has nothing to do there' }];
  const errors: FieldError[] = [];
  if (document_type !== undefined && !type.uploadRule(step, { document_type }))
    errors.push({
      pointer: `${at}/document_type`,
      code: 'not_allowed',
      detail: 'this step does not ask for it',
    });
  if (field_id !== undefined && !hasField(type.brings(step).fields ?? [], field_id))
    errors.push({
      pointer: `${at}/field_id`,
      code: 'unknown_field',
      detail: 'the form of this step has no such field',
    });
  return errors;
}

function byStep(items: readonly CorrectionItem[], now: Date): Record<string, Reopening> {
  const reopenings: Record<string, Reopening> = {};
  for (const { step_id, ...correction } of items) {
    const { items: before = [] } = reopenings[step_id] ?? {};
    reopenings[step_id] = { at: now.toISOString(), items: [...before, correction] };
  }
  return reopenings;
}
