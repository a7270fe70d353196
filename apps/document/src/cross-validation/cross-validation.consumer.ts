import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SessionChecks } from '#libs/checks';
import { CrossValidateDocuments } from '#libs/contracts';
import { Dispatcher } from '#libs/messaging';

/** Takes the command down: the check waits for other services and for extractions. */
@Injectable()
export class CrossValidationConsumer implements OnModuleInit {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly checks: SessionChecks,
  ) {}

  onModuleInit(): void {
    this.dispatcher.on(CrossValidateDocuments, (data, { message, tx }) =>
      this.checks.take(data, {}, message, tx),
    );
  }
}
