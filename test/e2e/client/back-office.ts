import { isDeepStrictEqual } from 'node:util';
import { waitUntil } from '../stack/wait-until.js';
import type { Api } from './api.js';
import type { CreatedSession, Page, SessionView, TimelineEntry } from './answers.js';

const decided = ['approved', 'rejected', 'manual_review'];

/** The integrator's back office, with its API key. */
export class BackOffice {
  constructor(readonly api: Api) {}

  async createWorkflow(definition: unknown): Promise<string> {
    const created = await this.api.ok<{ workflow_id: string }>('createWorkflow', { body: definition });
    return created.workflow_id;
  }

  openSession(workflow_id: string, more: Record<string, unknown> = {}): Promise<CreatedSession> {
    return this.api.ok<CreatedSession>('createSession', { body: { workflow_id, ...more } });
  }

  /** A session of a workflow made for it. */
  async openSessionOf(definition: unknown, more: Record<string, unknown> = {}): Promise<CreatedSession> {
    return this.openSession(await this.createWorkflow(definition), more);
  }

  view(session_id: string): Promise<SessionView> {
    return this.api.ok<SessionView>('getSession', { params: { session_id } });
  }

  async timeline(session_id: string): Promise<TimelineEntry[]> {
    return (await this.api.ok<Page<TimelineEntry>>('getTimeline', { params: { session_id } })).data;
  }

  process(session_id: string): Promise<{ session_id: string; status: string }> {
    return this.api.ok('processSession', { params: { session_id } });
  }

  /** Waits until the session is decided, and derives an automatic decision once more from what was stored. */
  async decision(session_id: string, withinMs?: number): Promise<SessionView> {
    const view = await this.untilDecided(session_id, withinMs);
    if (view.decision?.decided_by === 'automation' && !view.decision.reopened_by)
      await this.deriveAgain(view);
    return view;
  }

  private async deriveAgain({ session_id, workflow_id, decision }: SessionView): Promise<void> {
    const derived = await this.api.ok<Record<string, unknown>>('simulateWorkflow', {
      params: { workflow_id },
      body: { session_id },
    });
    for (const part of ['action', 'final_decision', 'rule_hits', 'automation_flags'] as const)
      if (!isDeepStrictEqual(derived[part], (decision as Record<string, unknown> | null)?.[part]))
        throw new Error(`the decision of ${session_id} cannot be derived again: ${part} differs`);
  }

  private untilDecided(session_id: string, withinMs?: number): Promise<SessionView> {
    return waitUntil(
      `the decision of ${session_id}`,
      async () => {
        const view = await this.view(session_id);
        return decided.includes(view.status) ? view : undefined;
      },
      withinMs,
    );
  }
}
