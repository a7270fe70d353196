import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SettleDocuments } from '#libs/contracts';
import { Dispatcher } from '#libs/messaging';
import { ExtractionQueue } from './extraction-queue.js';

/** Answers `SettleDocuments`, now or when the session's last extraction ends. An erased session gets no answer. */
@Injectable()
export class SettleDocumentsHandler implements OnModuleInit {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly queue: ExtractionQueue,
  ) {}

  onModuleInit(): void {
    this.dispatcher.on(SettleDocuments, async ({ session_id: sessionId }, { message, tx }) => {
      const { tenantId, id: messageId, correlationId } = message;
      await this.queue.settle({ tenantId, sessionId }, { messageId, correlationId }, tx);
    });
  }
}
