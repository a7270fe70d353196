import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { UploadPermission } from '#libs/contracts';

export interface StandInWorkflow {
  url: string;
  /** Answers the next permission calls; the default allows everything that is asked for. */
  answer: (asked: Record<string, string>) => { status: number; body: unknown };
  /** Answers `GET` calls by path; others than these are refused as `not_found`. */
  answers: Record<string, { status: number; body: unknown }>;
  calls: { path: string; body: Record<string, string> }[];
  close: () => Promise<void>;
}

/** Allows what is asked for: one document per type, extracted at once when the type is `id`. */
export function permitAll(asked: Record<string, string>): { status: number; body: unknown } {
  const body: UploadPermission = {
    step_id: asked['step_id'] ?? '',
    step_type: asked['field_id'] ? 'form_fill' : 'document_upload',
    ...(asked['document_type'] && { document_type: asked['document_type'] }),
    ...(asked['field_id'] && { field_id: asked['field_id'] }),
    auto_extract: asked['document_type'] === 'id',
    allow_multiple: asked['document_type'] === 'other',
  };
  return { status: 200, body };
}

const notFound = { status: 404, body: { code: 'not_found', detail: '' } };

/** A small server in the place of the workflow service that decides who may upload what. */
export async function startStandInWorkflow(): Promise<StandInWorkflow> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = request.url ?? '';
      const isGet = request.method === 'GET';
      const body = (isGet ? {} : JSON.parse(Buffer.concat(chunks).toString())) as Record<string, string>;
      standIn.calls.push({ path, body });
      const answer = isGet ? (standIn.answers[path] ?? notFound) : standIn.answer(body);
      response
        .writeHead(answer.status, { 'content-type': 'application/json' })
        .end(JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const standIn: StandInWorkflow = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answer: permitAll,
    answers: {},
    calls: [],
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return standIn;
}
