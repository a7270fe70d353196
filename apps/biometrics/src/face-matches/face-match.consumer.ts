import { Injectable, type OnModuleInit } from '@nestjs/common';
import { MatchFace } from '#libs/contracts';
import { Dispatcher } from '#libs/messaging';
import { afterCommit } from '#libs/persistence';
import { FaceMatchRepository } from './face-match.repository.js';
import { FaceMatchWorker } from './face-match.worker.js';

/** Turns the command into a job: comparing faces takes longer than a message handler should. */
@Injectable()
export class FaceMatchConsumer implements OnModuleInit {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly matches: FaceMatchRepository,
    private readonly worker: FaceMatchWorker,
  ) {}

  onModuleInit(): void {
    this.dispatcher.on(MatchFace, async (data, { message, tx }) => {
      const { tenantId, id: causationId, correlationId, traceparent } = message;
      const { check_id: checkId, session_id: sessionId, threshold } = data;
      await this.matches.add(
        { checkId, tenantId, sessionId, threshold, causationId, correlationId, traceparent, attempts: 0 },
        tx,
      );
      afterCommit(tx, this.worker.wake);
    });
  }
}
