/**
 * Prints the outcome of the run alone on the very last line: `N passed, N failed[, N skipped]`. It waits for the exit,
 * because the global teardown and Jest itself may still have something to say after the last suite.
 */
export default class SummaryReporter {
  #line;

  onRunComplete(_contexts, results) {
    // A suite that does not even load has no tests to count, yet the run has failed.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    const tail = skipped > 0 ? `, ${skipped} skipped` : '';
    if (this.#line === undefined) process.once('exit', () => process.stdout.write(`${this.#line}\n`));
    this.#line = `${results.numPassedTests} passed, ${failed} failed${tail}`;
  }
}
