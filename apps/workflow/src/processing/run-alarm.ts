import { Injectable } from '@nestjs/common';
import type { Session } from '../sessions/session.js';

/** Tells the worker of this process, after the commit, that a session's round of checks is ready to be concluded. */
@Injectable()
export class RunAlarm {
  private listener: (session: Session) => void = () => undefined;

  listen(listener: (session: Session) => void): void {
    this.listener = listener;
  }

  ring(session: Session): void {
    this.listener(session);
  }
}
