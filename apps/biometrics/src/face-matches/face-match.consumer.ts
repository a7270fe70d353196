import { Injectable, type OnModuleInit } from '@nestjs/common';
import { SessionChecks } from '#libs/checks';
import { MatchFace } from '#libs/contracts';
import { Dispatcher } from '#libs/messaging';
import type { AskedFaceMatch } from './face-match-engine.js';

/** Takes the command down: comparing faces takes longer than a message handler should. */
@Injectable()
export class FaceMatchConsumer implements OnModuleInit {
  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly checks: SessionChecks<AskedFaceMatch>,
  ) {}

  onModuleInit(): void {
    this.dispatcher.on(MatchFace, (data, { message, tx }) =>
      this.checks.take(data, { threshold: data.threshold }, message, tx),
    );
  }
}
