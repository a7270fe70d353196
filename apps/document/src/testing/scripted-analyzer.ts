import type { AnalyzeOptions, DocumentAnalyzer, DocumentFile, DocumentReading } from '../reading/index.js';

/** What every reading of a scripted analyzer brings unless told otherwise. */
export const passportReading: DocumentReading = {
  provider: 'local',
  documentKind: 'passport',
  fields: { surname: { value: 'ERIKSSON', confidence: 0.98, source: 'mrz' } },
  warnings: [{ code: 'no_expiry_date', detail: 'No date of expiry was found.' }],
};

/** An analyzer that does what a spec says, in the place of the one that needs models. */
export class ScriptedAnalyzer implements DocumentAnalyzer {
  readonly provider = 'local';
  readonly files: DocumentFile[] = [];
  script: (attempt: number, options?: AnalyzeOptions) => Promise<DocumentReading> = async () =>
    passportReading;

  async analyze(file: DocumentFile, _type: string, options?: AnalyzeOptions): Promise<DocumentReading> {
    this.files.push(file);
    return this.script(this.files.length, options);
  }

  /** Makes readings wait until the returned function is called. */
  hold(): () => void {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    this.script = async () => {
      await held;
      return passportReading;
    };
    return release;
  }

  reset(): void {
    this.files.length = 0;
    this.script = async () => passportReading;
  }
}
