import { Injectable, type OnModuleInit } from '@nestjs/common';
import { CrossValidateDocuments } from '#libs/contracts';
import { Dispatcher } from '#libs/messaging';
import { afterCommit } from '#libs/persistence';
import { CrossValidationWorker } from './cross-validation.worker.js';
import { CrossValidationsRepository } from './cross-validations.repository.js';

/** Turns the command into a job: it waits for other services and for extractions. */
@Injectable()
export class CrossValidationConsumer implements OnModuleInit {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly jobs: CrossValidationsRepository,
    private readonly worker: CrossValidationWorker,
  ) {}

  onModuleInit(): void {
    this.dispatcher.on(CrossValidateDocuments, async (data, { message, tx }) => {
      const { tenantId, id: causationId, correlationId, traceparent } = message;
      const { check_id: _id, session_id: sessionId } = data;
      const now = new Date();
      const asked = { causationId, correlationId, traceparent };
      await this.jobs.add(
        { _id, tenantId, sessionId, createdAt: now, dueAt: now, attempts: 0, ...asked },
        tx,
      );
      afterCommit(tx, this.worker.wake);
    });
  }
}
