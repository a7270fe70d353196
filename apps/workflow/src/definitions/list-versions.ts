import { Injectable } from '@nestjs/common';
import { differences, type Difference } from './definition-diff.js';
import { WorkflowRepository, type WorkflowVersion } from './workflow.repository.js';

/** More are counted only: nobody reads a list of all that differs between two unlike definitions. */
const maxChanges = 100;

/** A version beside the one before it. */
export interface VersionEntry {
  version: WorkflowVersion;
  isLatest: boolean;
  /** Empty for the first version. */
  changes: Difference[];
  changesOmitted: number;
}

export interface VersionPage {
  entries: VersionEntry[];
  /** The version below which the next page begins. */
  next: number | null;
}

/** Who changed what in a workflow, and when. */
@Injectable()
export class ListVersions {
  constructor(private readonly workflows: WorkflowRepository) {}

  /** Newest first. @throws DomainRefusal `not_found` */
  async run(
    { tenantId, workflowId }: { tenantId: string; workflowId: string },
    limit: number,
    below?: number,
  ): Promise<VersionPage> {
    const latest = await this.workflows.latest(tenantId, workflowId);
    const from = below ?? latest.version + 1;
    // One more than shown: it is what the last one is compared with.
    const found = await this.workflows.versionsBelow(tenantId, workflowId, from, limit + 1);
    const entries = found.slice(0, limit).map((version, i) => entryOf(version, found[i + 1], latest));
    const last = entries.at(-1)?.version.version;
    return { entries, next: found.length > limit && last !== undefined ? last : null };
  }
}

function entryOf(
  version: WorkflowVersion,
  before: WorkflowVersion | undefined,
  latest: WorkflowVersion,
): VersionEntry {
  const all = before ? differences(before.definition, version.definition) : [];
  const changes = all.slice(0, maxChanges);
  const isLatest = version.version === latest.version;
  return { version, isLatest, changes, changesOmitted: all.length - changes.length };
}
