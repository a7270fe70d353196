import type { Client } from '../client.js';
import { documentWorkflow, formData } from '../samples/workflows.js';
import { typicalDefinition } from '../samples/typical-definition.js';
import type { Spread } from '../statistics.js';
import type { Measure } from './measure.js';
import { aPhotograph } from './photograph.js';

interface Upload {
  upload_id: string;
  upload_url: string;
  headers: Record<string, string>;
}

const purpose = {
  step_id: 'documents',
  document_type: 'passport',
  file_name: 'p.jpg',
  content_type: 'image/jpeg',
};

/** The calls of sessions with a document and a form, from their workflow to their processing. */
export async function documentCalls(
  client: Client,
  rounds: number,
  measure: Measure,
): Promise<Record<string, Spread>> {
  const workflow = await client.call<{ workflow_id: string }>('POST', '/kyc/workflows', documentWorkflow);
  const sessions: { session_id: string; access_token: string }[] = [];
  for (let i = 0; i < rounds; i++) sessions.push(await client.openSession(workflow.workflow_id));
  const link = (i: number): string => `/public/sessions/${sessions[i]?.access_token}`;
  const id = (i: number): string => `/kyc/sessions/${sessions[i]?.session_id}`;
  const image = await aPhotograph();
  const uploads: Upload[] = [];
  return {
    'POST /kyc/workflows': await measure(() => client.call('POST', '/kyc/workflows', documentWorkflow)),
    'POST /kyc/workflows/validate': await measure(() =>
      client.call('POST', '/kyc/workflows/validate', typicalDefinition),
    ),
    'GET /kyc/workflows': await measure(() => client.call('GET', '/kyc/workflows')),
    'POST /kyc/sessions': await measure(() => client.openSession(workflow.workflow_id)),
    'GET /public/sessions/{token}': await measure((i) => client.call('GET', link(i))),
    'GET /public/sessions/{token}/workflow': await measure((i) => client.call('GET', `${link(i)}/workflow`)),
    'POST …/upload/init': await measure(async (i) => {
      uploads.push(await client.call('POST', `${link(i)}/upload/init`, { ...purpose, size: image.length }));
    }),
    'PUT {upload_url} (300 kB)': await measure(async (i) => {
      const upload = uploads[i];
      if (upload) await client.put(upload.upload_url, upload.headers, image);
    }),
    'POST …/upload/confirm': await measure((i) =>
      client.call('POST', `${link(i)}/upload/confirm`, { upload_id: uploads[i]?.upload_id }),
    ),
    'POST …/step/{id}/complete (documents)': await measure((i) =>
      client.call('POST', `${link(i)}/step/documents/complete`, {}),
    ),
    'POST …/step/{id}/complete (form)': await measure((i) =>
      client.call('POST', `${link(i)}/step/form/complete`, { data: formData }),
    ),
    'GET /kyc/sessions/{id}': await measure((i) => client.call('GET', id(i))),
    'GET /kyc/sessions': await measure(() => client.call('GET', '/kyc/sessions?status=completed')),
    'GET …/timeline': await measure((i) => client.call('GET', `${id(i)}/timeline`)),
    'POST …/process': await measure((i) => client.call('POST', `${id(i)}/process`, {})),
  };
}
