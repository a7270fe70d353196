import { Injectable } from '@nestjs/common';

/** Wakes the worker that concludes rounds of checks; whoever makes a round ready rings after the commit. */
@Injectable()
export class RunAlarm {
  private wake: () => void = () => undefined;

  set(wake: () => void): void {
    this.wake = wake;
  }

  readonly ring = (): void => this.wake();
}
