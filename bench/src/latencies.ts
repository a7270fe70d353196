import sharp from 'sharp';
import { documentWorkflow, formData, type Client } from './client.js';
import { spread, timesOf, type Spread } from './statistics.js';

/** How long each public call takes, one after the other, milliseconds. */
export async function callLatencies(client: Client, rounds: number): Promise<Record<string, Spread>> {
  const workflow = await client.call<{ workflow_id: string }>('POST', '/kyc/workflows', documentWorkflow);
  const sessions = await Promise.all(
    Array.from({ length: rounds }, () => client.openSession(workflow.workflow_id)),
  );
  const link = (i: number): string => `/public/sessions/${sessions[i]?.access_token}`;
  const id = (i: number): string => `/kyc/sessions/${sessions[i]?.session_id}`;
  const measure = async (work: (i: number) => Promise<unknown>): Promise<Spread> =>
    spread(await timesOf(rounds, work));
  const image = await aPhotograph();
  const uploads: { upload_id: string; upload_url: string; headers: Record<string, string> }[] = [];
  const purpose = {
    step_id: 'documents',
    document_type: 'passport',
    file_name: 'p.jpg',
    content_type: 'image/jpeg',
  };
  return {
    'POST /kyc/workflows': await measure(() => client.call('POST', '/kyc/workflows', documentWorkflow)),
    'POST /kyc/workflows/validate': await measure(() =>
      client.call('POST', '/kyc/workflows/validate', documentWorkflow),
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
    'POST /kyc/screenings': await measure((i) =>
      client.call('POST', '/kyc/screenings', {
        type: 'individual',
        name: `Mara Lindqvist ${'abcdefgh'[i % 8]}`,
        record: false,
      }),
    ),
  };
}

/** A picture about as large as a phone's photograph of a document after the browser has reduced it. */
async function aPhotograph(): Promise<Buffer> {
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 20 };
  return sharp({ create: { width: 1200, height: 800, channels: 3, background: '#888', noise } })
    .jpeg({ quality: 60 })
    .toBuffer();
}
