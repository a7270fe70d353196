import { Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/persistence';
import { WorkflowRepository, type WorkflowVersion } from '../definitions/workflow.repository.js';
import type { Session } from './session.js';
import { SessionRepository } from './session.repository.js';

/** A session with the version of the workflow that it runs. */
export interface LoadedSession {
  session: Session;
  workflow: WorkflowVersion;
}

/** Reads a session together with the workflow version that it is pinned to. */
@Injectable()
export class LoadSession {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly workflows: WorkflowRepository,
  ) {}

  /** @throws DomainRefusal `not_found`, also for a deleted session */
  async run(tenantId: string, sessionId: string, tx?: Transaction): Promise<LoadedSession> {
    const session = await this.sessions.get(tenantId, sessionId, tx);
    const { workflowId, workflowVersion } = session;
    return { session, workflow: await this.workflows.version(tenantId, workflowId, workflowVersion) };
  }
}
