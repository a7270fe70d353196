import type { Collection } from 'mongodb';
import type { Database } from '#libs/persistence';
import type { BegunLiveness, LivenessOrder, LivenessProvider, LivenessResult } from './liveness-provider.js';

/** A check as an outside provider would keep it; it holds nothing about a person. */
interface SandboxCheck {
  _id: string;
  outcome: string;
  timesAsked: number;
  createdAt: Date;
}

/** As long as Rekognition's. */
const lifetimeMs = 3 * 60_000;
const marked = ['sandbox_result'];

type Outcome = (timesAsked: number) => LivenessResult;

const passed = succeeded(99.5, 0.99);
/** The magic values, explained to integrators in `docs/sandbox.md`. */
const outcomes: ReadonlyMap<string, Outcome> = new Map<string, Outcome>([
  ['passed', () => passed],
  ['failed', () => ({ status: 'failed', confidence: 12.5, reasons: marked })],
  ['low_confidence', () => succeeded(89, 0.99)],
  ['expired', () => ({ status: 'expired', reasons: marked })],
  ['in_progress', (timesAsked) => (timesAsked === 1 ? { status: 'in_progress' } : passed)],
  ['face_mismatch', () => succeeded(99.5, 0.3)],
]);

/** Plays a provider with outcomes that the integrator chose; its results are made up, and marked so. */
export class SandboxLiveness implements LivenessProvider {
  readonly name = 'sandbox';
  private readonly checks: Collection<SandboxCheck>;

  constructor(database: Database) {
    this.checks = database.collection<SandboxCheck>('sandbox_liveness_checks');
  }

  async create({ token, sandboxOutcome = 'passed' }: LivenessOrder): Promise<BegunLiveness> {
    const sessionId = `sandbox-${token}`;
    const check = await this.checks.findOneAndUpdate(
      { _id: sessionId },
      { $setOnInsert: { outcome: sandboxOutcome, timesAsked: 0, createdAt: new Date() } },
      { upsert: true, returnDocument: 'after' },
    );
    return { sessionId, expiresAt: endOf(check?.createdAt ?? new Date()) };
  }

  async result(sessionId: string): Promise<LivenessResult> {
    const check = await this.checks.findOneAndUpdate(
      { _id: sessionId },
      { $inc: { timesAsked: 1 } },
      { returnDocument: 'after' },
    );
    if (!check || endOf(check.createdAt) <= new Date()) return { status: 'expired', reasons: marked };
    const outcome = outcomes.get(check.outcome);
    if (!outcome) return { status: 'failed', reasons: [...marked, 'unknown_sandbox_outcome'] };
    return outcome(check.timesAsked);
  }
}

function succeeded(confidence: number, simulatedSimilarity: number): LivenessResult {
  return { status: 'succeeded', confidence, simulatedSimilarity, auditImages: [], reasons: marked };
}

const endOf = (createdAt: Date): Date => new Date(createdAt.getTime() + lifetimeMs);
