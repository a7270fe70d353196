import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { Collection } from 'mongodb';
import { Database, type Transaction } from '#libs/persistence';
import { DomainRefusal } from '#libs/problems';
import type { WorkflowDefinition } from './definition.js';

export interface WorkflowVersion {
  workflowId: string;
  tenantId: string;
  version: number;
  definition: WorkflowDefinition;
  createdAt: Date;
  createdBy: string;
}

interface WorkflowRow {
  _id: string;
  tenantId: string;
  latestVersion: number;
  createdAt: Date;
  updatedAt: Date;
  deletedAt: Date | null;
  /** Which part of a template it was made as, so that it can serve another workflow of that template. */
  madeAs?: string;
  /** Counts the changes of other workflows that were checked against this one; see `hold`. */
  holds?: number;
}

type VersionRow = WorkflowVersion & { _id: string };

const versionId = (workflowId: string, version: number): string => `${workflowId}:${version}`;
const noSuchWorkflow = (): DomainRefusal => new DomainRefusal('not_found', 'There is no such workflow.');

/** Workflows and their versions. A version never changes once it is stored, so it is cached without an end. */
@Injectable()
export class WorkflowRepository {
  private readonly workflows: Collection<WorkflowRow>;
  private readonly versions: Collection<VersionRow>;
  private readonly cache = new LRUCache<string, WorkflowVersion>({ max: 500 });

  constructor(database: Database) {
    this.workflows = database.collection<WorkflowRow>('workflows');
    this.versions = database.collection<VersionRow>('workflow_versions');
  }

  /** Stores the first version of a workflow. */
  async insert(first: WorkflowVersion, tx: Transaction, madeAs?: string): Promise<void> {
    const { workflowId, tenantId, version, createdAt } = first;
    await this.insertVersion(first, tx);
    await this.workflows.insertOne(
      {
        _id: workflowId,
        tenantId,
        latestVersion: version,
        createdAt,
        updatedAt: createdAt,
        deletedAt: null,
        ...(madeAs && { madeAs }),
      },
      { session: tx },
    );
  }

  /**
   * Stores the version that follows the latest one. Of two that race for a number one is made to start again, because
   * both change the same row.
   */
  async append(next: WorkflowVersion, tx: Transaction): Promise<void> {
    const { workflowId, tenantId, version, createdAt } = next;
    const { matchedCount } = await this.workflows.updateOne(
      { _id: workflowId, tenantId, deletedAt: null, latestVersion: version - 1 },
      { $set: { latestVersion: version, updatedAt: createdAt } },
      { session: tx },
    );
    if (matchedCount === 0)
      throw new DomainRefusal('conflict', 'Somebody else changed the workflow at the same time; try again.');
    await this.insertVersion(next, tx);
  }

  /** From now on only sessions that run on one of its versions know the workflow. */
  async retire(tenantId: string, workflowId: string, at: Date, tx: Transaction): Promise<void> {
    const row = { _id: workflowId, tenantId, deletedAt: null };
    await this.workflows.updateOne(row, { $set: { deletedAt: at, updatedAt: at } }, { session: tx });
  }

  /**
   * Makes other transactions that change one of these workflows start again. Two changes that each name the other's
   * workflow would otherwise both be checked against what was there before.
   */
  async hold(tenantId: string, workflowIds: readonly string[], tx: Transaction): Promise<void> {
    const rows = { _id: { $in: [...workflowIds] }, tenantId };
    await this.workflows.updateMany(rows, { $inc: { holds: 1 } }, { session: tx });
  }

  /** The version of a workflow that new sessions run. @throws DomainRefusal `not_found`, also when it was deleted */
  async latest(tenantId: string, workflowId: string, tx?: Transaction): Promise<WorkflowVersion> {
    const found = await this.findLatest(tenantId, workflowId, tx);
    if (!found) throw noSuchWorkflow();
    return found;
  }

  async findLatest(
    tenantId: string,
    workflowId: string,
    tx?: Transaction,
  ): Promise<WorkflowVersion | undefined> {
    const row = await this.workflows.findOne({ _id: workflowId, tenantId, deletedAt: null }, { session: tx });
    return row ? this.version(tenantId, workflowId, row.latestVersion, tx) : undefined;
  }

  /** Any version, also of a deleted workflow: sessions keep theirs. @throws DomainRefusal `not_found` */
  async version(
    tenantId: string,
    workflowId: string,
    version: number,
    tx?: Transaction,
  ): Promise<WorkflowVersion> {
    const id = versionId(workflowId, version);
    const found = this.cache.get(id) ?? (await this.versions.findOne({ _id: id, tenantId }, { session: tx }));
    if (!found || found.tenantId !== tenantId) throw noSuchWorkflow();
    this.cache.set(id, found);
    return found;
  }

  /** The newest unchanged workflow that was made as this part of a template. */
  async findMadeAs(tenantId: string, madeAs: string, tx: Transaction): Promise<WorkflowVersion | undefined> {
    const row = await this.workflows.findOne(
      { tenantId, madeAs, deletedAt: null, latestVersion: 1 },
      { session: tx, sort: { _id: -1 } },
    );
    return row ? this.version(tenantId, row._id, row.latestVersion, tx) : undefined;
  }

  /** Newest first; `before` is the id that the last page ended with. */
  async list(tenantId: string, limit: number, before?: string): Promise<WorkflowVersion[]> {
    const rows = await this.workflows
      .find({ tenantId, deletedAt: null, ...(before && { _id: { $lt: before } }) })
      .sort({ _id: -1 })
      .limit(limit)
      // Going back through the ids of all tenants gives the same order, and looks as good to the planner on a small sample.
      .hint({ tenantId: 1, deletedAt: 1, _id: -1 })
      .toArray();
    return Promise.all(rows.map((row) => this.version(tenantId, row._id, row.latestVersion)));
  }

  /** Versions of one workflow, newest first, below a number. */
  async versionsBelow(
    tenantId: string,
    workflowId: string,
    below: number,
    limit: number,
  ): Promise<WorkflowVersion[]> {
    return this.versions
      .find({ tenantId, workflowId, version: { $lt: below } })
      .sort({ version: -1 })
      .limit(limit)
      .toArray();
  }

  private async insertVersion(version: WorkflowVersion, tx: Transaction): Promise<void> {
    const _id = versionId(version.workflowId, version.version);
    await this.versions.insertOne({ _id, ...version }, { session: tx });
  }
}
