import { setTimeout as pause } from 'node:timers/promises';
import type { Api } from './api.js';
import type { Applicant } from './applicants.js';
import type { Specimens } from './specimens.js';

/** What the demo reads of the composed view. */
export interface SessionView {
  session_id: string;
  status: string;
  documents: { document_type: string; document_kind?: string; fields: Record<string, { value: string }> }[];
  biometrics: { face_match?: { similarity: number; threshold: number; outcome: string } };
  checks: { type: string; status: string; outcome: string | null; reasons: string[]; evidence: unknown }[];
  decision: Record<string, unknown> | null;
}

export interface TimelineEntry {
  at: string;
  type: string;
  actor: string;
  before: string | null;
  after: string | null;
  details: Record<string, unknown>;
}

interface OpenedSession {
  session_id: string;
  access_token: string;
}

const decided = ['approved', 'rejected', 'manual_review'];
const decisionLimitMs = 60_000;
const betweenLooksMs = 100;

/** Walks one applicant through a session as an integrator's front end would; resolves when it is decided. */
export async function walkSession(
  api: Api,
  workflowId: string,
  applicant: Applicant,
  { passport, bill, selfie }: Specimens,
): Promise<SessionView> {
  const { session_id, access_token } = await api.post<OpenedSession>('/kyc/sessions', {
    workflow_id: workflowId,
  });
  const complete = (step: string, body: object = {}): Promise<unknown> =>
    api.asUser(access_token, 'POST', `/step/${step}/complete`, body);
  await upload(
    api,
    access_token,
    { step_id: 'documents', document_type: 'passport' },
    'image/jpeg',
    passport,
  );
  await upload(
    api,
    access_token,
    { step_id: 'documents', document_type: 'proof_of_address' },
    'application/pdf',
    bill,
  );
  await complete('documents');
  await upload(api, access_token, { step_id: 'selfie', document_type: 'selfie' }, 'image/jpeg', selfie);
  await complete('selfie');
  await complete('personal_info', { data: formOf(applicant) });
  return decision(api, session_id);
}

function formOf({ passport, email, phone }: Applicant): Record<string, string> {
  return {
    full_name: `${passport.givenNames} ${passport.surname}`,
    date_of_birth: passport.dateOfBirth,
    nationality: passport.nationality,
    email,
    phone,
    pep_status: 'No',
  };
}

async function upload(
  api: Api,
  token: string,
  purpose: object,
  contentType: string,
  bytes: Buffer,
): Promise<void> {
  const init = await api.asUser<{ upload_id: string; upload_url: string; headers: Record<string, string> }>(
    token,
    'POST',
    '/upload/init',
    { ...purpose, file_name: 'upload', content_type: contentType, size: bytes.length },
  );
  await api.put(init.upload_url, init.headers, bytes);
  await api.asUser(token, 'POST', '/upload/confirm', { upload_id: init.upload_id });
}

async function decision(api: Api, sessionId: string): Promise<SessionView> {
  const giveUpAt = Date.now() + decisionLimitMs;
  for (;;) {
    const view = await api.get<SessionView>(`/kyc/sessions/${sessionId}`);
    if (decided.includes(view.status)) return view;
    if (Date.now() > giveUpAt)
      throw new Error(`no decision after ${decisionLimitMs / 1000} s: ${view.status}`);
    await pause(betweenLooksMs);
  }
}
