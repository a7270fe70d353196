import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { Collection } from 'mongodb';
import { Database } from '#libs/persistence';
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
}

type VersionRow = WorkflowVersion & { _id: string };

const versionId = (workflowId: string, version: number): string => `${workflowId}:${version}`;

/** Workflows and their versions. A version never changes once it is stored, so it is cached without an end. */
@Injectable()
export class WorkflowRepository {
  private readonly workflows: Collection<WorkflowRow>;
  private readonly versions: Collection<VersionRow>;
  private readonly cache = new LRUCache<string, WorkflowVersion>({ max: 500 });

  constructor(private readonly database: Database) {
    this.workflows = database.collection<WorkflowRow>('workflows');
    this.versions = database.collection<VersionRow>('workflow_versions');
  }

  async insert(version: WorkflowVersion): Promise<void> {
    const { workflowId, tenantId, createdAt } = version;
    await this.database.transaction(async (session) => {
      await this.versions.insertOne({ _id: versionId(workflowId, version.version), ...version }, { session });
      await this.workflows.insertOne(
        {
          _id: workflowId,
          tenantId,
          latestVersion: version.version,
          createdAt,
          updatedAt: createdAt,
          deletedAt: null,
        },
        { session },
      );
    });
  }

  /** The version of a workflow that new sessions run. @throws DomainRefusal `not_found` */
  async latest(tenantId: string, workflowId: string): Promise<WorkflowVersion> {
    const row = await this.workflows.findOne({ _id: workflowId, tenantId, deletedAt: null });
    if (!row) throw new DomainRefusal('not_found', 'There is no such workflow.');
    return this.version(tenantId, workflowId, row.latestVersion);
  }

  /** @throws DomainRefusal `not_found` */
  async version(tenantId: string, workflowId: string, version: number): Promise<WorkflowVersion> {
    const id = versionId(workflowId, version);
    const found = this.cache.get(id) ?? (await this.versions.findOne({ _id: id, tenantId }));
    if (!found || found.tenantId !== tenantId)
      throw new DomainRefusal('not_found', 'There is no such workflow.');
    this.cache.set(id, found);
    return found;
  }

  /** Newest first; `before` is the id that the last page ended with. */
  async list(tenantId: string, limit: number, before?: string): Promise<WorkflowVersion[]> {
    const rows = await this.workflows
      .find({ tenantId, deletedAt: null, ...(before && { _id: { $lt: before } }) })
      .sort({ _id: -1 })
      .limit(limit)
      .toArray();
    return Promise.all(rows.map((row) => this.version(tenantId, row._id, row.latestVersion)));
  }
}
