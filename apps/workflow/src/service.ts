import type { ServiceDefinition } from '#libs/platform';
import { migrations } from './migrations.js';
import { WorkflowModule } from './workflow.module.js';

/** Owns workflows, sessions, steps, form data, checks, decisions and the timeline. */
export const workflowService: ServiceDefinition = { name: 'workflow', module: WorkflowModule, migrations };
