import { Injectable } from '@nestjs/common';
import { DomainRefusal, TransientFailure } from '#libs/problems';
import { inspectFile, type DeclaredFile } from './inspect-file.js';

/** A decoded picture of 50 megapixels takes 150 MB, so only so many are judged at a time. */
const simultaneous = 2;
/** Longer queues end as `unavailable`: a person waits for the answer. */
const longestWaitMs = 20_000;

/** Judges uploaded files a few at a time, so that many large ones at once cannot exhaust the memory. */
@Injectable()
export class FileInspector {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  /**
   * @param pointer where in the caller's request the file stands, for the refusal's error entry
   * @throws DomainRefusal `invalid_file` with the fault's code when the file is not accepted
   */
  async accept(bytes: Buffer, declared: DeclaredFile, pointer: string): Promise<void> {
    await this.enter();
    try {
      const found = await inspectFile(bytes, declared);
      if (found) throw new DomainRefusal('invalid_file', found.detail, [{ pointer, ...found }]);
    } finally {
      this.leave();
    }
  }

  private enter(): Promise<void> {
    if (this.running < simultaneous) {
      this.running++;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const admit = (): void => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        this.waiting.splice(this.waiting.indexOf(admit), 1);
        reject(new TransientFailure('too many files are being checked at once', 2_000));
      }, longestWaitMs);
      this.waiting.push(admit);
    });
  }

  /** Hands the place over without giving it back first, so that a newcomer cannot overtake who waits. */
  private leave(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.running--;
  }
}
