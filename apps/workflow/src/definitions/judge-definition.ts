import { Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/persistence';
import { DomainRefusal } from '#libs/problems';
import type { WorkflowDefinition } from './definition.js';
import { ExtractionProfiles } from './extraction-profiles.js';
import { parseDefinition, type ParsedDefinition } from './parse-definition.js';
import { PartyWorkflows } from './party-workflows.js';

/** Whose definition it is: of a tenant's new workflow, or of one that exists. */
export interface Subject {
  tenantId: string;
  workflowId?: string;
  tx?: Transaction;
}

/** Judges a definition by itself, beside the tenant's other workflows, and by the extraction profiles it names. */
@Injectable()
export class JudgeDefinition {
  constructor(
    private readonly parties: PartyWorkflows,
    private readonly profiles: ExtractionProfiles,
  ) {}

  /**
   * Every mistake at once, or the definition with its defaults. Writes nothing.
   *
   * @throws TransientFailure when a profile is named and the document service does not answer
   */
  async run(input: unknown, subject: Subject): Promise<ParsedDefinition> {
    const parsed = parseDefinition(input, new Date().toISOString().slice(0, 10));
    const mistakes = [
      ...(await this.parties.mistakes(parsed.parties, subject)),
      ...(await this.profiles.mistakes(parsed.profiles, subject.tenantId)),
    ];
    if (mistakes.length === 0) return parsed;
    const { parties, profiles } = parsed;
    return { ok: false, parties, profiles, errors: [...(parsed.ok ? [] : parsed.errors), ...mistakes] };
  }

  /** @throws DomainRefusal `invalid_request`; TransientFailure as in `run` */
  async require(input: unknown, subject: Subject): Promise<WorkflowDefinition> {
    const judged = await this.run(input, subject);
    if (judged.ok) return judged.definition;
    throw new DomainRefusal('invalid_request', 'The definition has mistakes.', judged.errors);
  }
}
