import { Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/persistence';
import { DomainRefusal } from '#libs/problems';
import type { WorkflowDefinition } from './definition.js';
import { parseDefinition, type ParsedDefinition } from './parse-definition.js';
import { PartyWorkflows } from './party-workflows.js';

/** Whose definition it is: of a tenant's new workflow, or of one that exists. */
export interface Subject {
  tenantId: string;
  workflowId?: string;
  tx?: Transaction;
}

/** Judges a definition by itself and beside the tenant's other workflows. */
@Injectable()
export class JudgeDefinition {
  constructor(private readonly parties: PartyWorkflows) {}

  /** Every mistake at once, or the definition with its defaults. Writes nothing. */
  async run(input: unknown, subject: Subject): Promise<ParsedDefinition> {
    const parsed = parseDefinition(input, new Date().toISOString().slice(0, 10));
    const mistakes = await this.parties.mistakes(parsed.parties, subject);
    if (mistakes.length === 0) return parsed;
    const { parties } = parsed;
    return {
      ok: false,
      notBuilt: false,
      parties,
      errors: [...(parsed.ok ? [] : parsed.errors), ...mistakes],
    };
  }

  /** @throws DomainRefusal `invalid_request`, or `not_implemented` when only parts that are not built yet are wrong */
  async require(input: unknown, subject: Subject): Promise<WorkflowDefinition> {
    const judged = await this.run(input, subject);
    if (judged.ok) return judged.definition;
    if (judged.notBuilt)
      throw new DomainRefusal(
        'not_implemented',
        'The definition asks for parts not built yet.',
        judged.errors,
      );
    throw new DomainRefusal('invalid_request', 'The definition has mistakes.', judged.errors);
  }
}
