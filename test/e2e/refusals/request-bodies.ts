import type { RouteName } from '../client/routes.js';
import { shortForm, workflowOf } from '../client/workflows.js';

/** A body that every route which takes one would accept, or refuse only because of what it names. */
export const exampleBodies = {
  createWorkflow: workflowOf([shortForm]),
  validateWorkflow: workflowOf([shortForm]),
  createSession: { workflow_id: 'wfl_none' },
  createSubsession: { name: 'Ada Owner' },
  screen: { type: 'individual', name: 'Nobody Inparticular', record: false },
  screenBatch: { items: [{ type: 'individual', name: 'Nobody Inparticular', record: false }] },
  initUpload: {
    step_id: 'documents',
    document_type: 'passport',
    file_name: 'a.jpg',
    content_type: 'image/jpeg',
    size: 1_000,
  },
  confirmUpload: { upload_id: 'upl_none' },
  upload: {
    step_id: 'documents',
    document_type: 'passport',
    file_name: 'a.jpg',
    content_type: 'image/jpeg',
    data: 'AAAA',
  },
  uploadDocument: {
    step_id: 'documents',
    document_type: 'passport',
    file_name: 'a.jpg',
    content_type: 'image/jpeg',
    data: 'AAAA',
  },
  extract: { doc_id: 'doc_none' },
  completeStep: { data: { nickname: 'x' } },
  inviteParty: { name: 'Ada Owner' },
} as const satisfies Partial<Record<RouteName, unknown>>;

export type BodyRoute = keyof typeof exampleBodies;
export const bodyRoutes = Object.keys(exampleBodies) as BodyRoute[];
