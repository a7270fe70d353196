/** Lets a loop sleep until somebody wakes it or a time has passed. A wake-up while it works is not lost. */
export class WakeUp {
  private isDue = false;
  private wake: (() => void) | undefined;

  now(): void {
    this.isDue = true;
    this.wake?.();
  }

  async wait(longestMs: number): Promise<void> {
    if (!this.isDue) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, longestMs);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      this.wake = undefined;
    }
    this.isDue = false;
  }
}
