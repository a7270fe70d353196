/** Counts what was shown and prints it as it comes. */
export class Tally {
  private passed = 0;
  private failed = 0;

  /** Runs one claim; a thrown error is a failure and does not end the run. */
  async claim(sentence: string, prove: () => Promise<void>): Promise<void> {
    const began = performance.now();
    try {
      await prove();
      this.passed++;
      say(`✓ ${sentence} (${seconds(began)} s)`);
    } catch (error) {
      this.failed++;
      say(
        `✕ ${sentence} (${seconds(began)} s)\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
    }
  }

  /** Adds what another runner counted. */
  add(passed: number, failed: number): void {
    this.passed += passed;
    this.failed += failed;
  }

  get hasFailures(): boolean {
    return this.failed > 0;
  }

  get summary(): string {
    return `${this.passed} passed, ${this.failed} failed`;
  }
}

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

const seconds = (since: number): string => ((performance.now() - since) / 1_000).toFixed(1);
