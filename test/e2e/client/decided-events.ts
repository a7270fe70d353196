import { readFile } from 'node:fs/promises';
import { waitUntil } from '../stack/wait-until.js';

/** A decision event as another system sees it: a CloudEvent of the public topic. */
export interface DecidedEvent {
  specversion: string;
  id: string;
  type: string;
  source: string;
  subject: string;
  time: string;
  data: {
    session_id: string;
    parent_session_id: string | null;
    tenant_id: string;
    client_id: string | null;
    workflow_id: string;
    workflow_version: number;
    status: string;
    final_decision: string;
    decided_by: string;
    decided_at: string;
    reasons: string[];
    automation_flags: string[];
  };
}

/** Reads the public decision events as any other system would: line by line, from the first. */
export class DecidedEvents {
  constructor(private readonly file: string) {}

  /** Every event so far. A line that is still being written is not one yet. */
  async all(): Promise<DecidedEvent[]> {
    const text = await readFile(this.file, 'utf8').catch(() => '');
    const lines = text.slice(0, text.lastIndexOf('\n') + 1).split('\n');
    return lines.filter(Boolean).map((line) => JSON.parse(line) as DecidedEvent);
  }

  async of(sessionId: string): Promise<DecidedEvent[]> {
    return (await this.all()).filter((event) => event.data.session_id === sessionId);
  }

  /** Waits for the first event of a session and returns all that are there then. */
  async arrived(sessionId: string): Promise<DecidedEvent[]> {
    return waitUntil(`the decision event of ${sessionId}`, async () => {
      const found = await this.of(sessionId);
      return found.length > 0 ? found : undefined;
    });
  }
}
