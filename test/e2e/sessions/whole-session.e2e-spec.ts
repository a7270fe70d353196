import { beforeAll, describe, expect, it } from '@jest/globals';
import type { CreatedSession, SanctionsEvidence, SessionView, TimelineEntry } from '../client/answers.js';
import { connect } from '../client/suite.js';
import { applicant, applicantForm } from '../specimens/people.js';
import { walkIdentification } from './identified-session.js';

const { backOffice, events, api } = connect();

describe("a session whose selfie is somebody else's", () => {
  let view: SessionView;

  beforeAll(async () => {
    const { session_id } = await walkIdentification(backOffice, 'strangersSelfie');
    view = await backOffice.decision(session_id, 100_000);
  });

  it('is not approved', () => {
    expect(view.status).not.toBe('approved');
    expect(view.decision?.final_decision).not.toBe('approved');
  });

  it('says that the faces do not match', () => {
    const check = view.checks.find(({ type }) => type === 'run_face_match');
    expect(check).toMatchObject({ status: 'completed', outcome: 'fail' });
    expect(view.biometrics.face_match?.outcome).toBe('fail');
    expect(view.biometrics.face_match?.similarity).toBeLessThan(view.biometrics.face_match?.threshold ?? 0);
    expect(view.decision?.reasons).toContain('run_face_match_fail');
  });
});

describe('a session with passport, bill, selfie and form', () => {
  let session: CreatedSession;
  let view: SessionView;
  let timeline: TimelineEntry[];

  beforeAll(async () => {
    session = await walkIdentification(backOffice, 'selfie', { client_id: 'customer-4711' });
    view = await backOffice.decision(session.session_id, 100_000);
    timeline = await backOffice.timeline(session.session_id);
  });

  it('is approved by rule', () => {
    expect(view.status).toBe('approved');
    expect(view.decision).toMatchObject({
      status: 'approved',
      final_decision: 'approved',
      decided_by: 'automation',
      workflow_version: 1,
      rule_hits: [],
    });
    expect(view.decision?.inputs_hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('shows what was read from the passport, with where it was read', () => {
    const passport = view.documents.find((d) => d.document_type === 'passport');
    expect(passport).toMatchObject({ status: 'extracted', step_id: 'documents', document_kind: 'passport' });
    const { mrz, ...fields } = passport?.fields ?? {};
    const values = Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.value]));
    expect(values).toMatchObject({
      document_number: applicant.documentNumber,
      surname: 'VANTONGEREN',
      given_names: 'LIESELOTTE QUIRINA',
      date_of_birth: applicant.dateOfBirth,
      date_of_expiry: applicant.dateOfExpiry,
      sex: 'F',
      nationality: 'NL',
    });
    expect(fields['document_number']).toMatchObject({ source: 'mrz' });
    expect(fields['document_number']?.confidence).toBeGreaterThan(0.9);
    expect(mrz).toMatchObject({ format: 'TD3', valid: true });
    expect(mrz?.lines.map((line) => line.length)).toEqual([44, 44]);
    expect(Object.values(mrz?.check_digits ?? {})).not.toContain(false);
  });

  it('shows what was read from the bill', () => {
    const bill = view.documents.find((d) => d.document_type === 'proof_of_address');
    expect(bill?.status).toBe('extracted');
    expect(bill?.fields['full_name']?.value).toBe(applicantForm.full_name);
    expect(bill?.fields['address']?.value).toContain('Kwartelstraat 417');
    expect(bill?.fields['issue_date']?.value).toBe('2026-06-02');
  });

  it('shows the selfie and the match of the faces', () => {
    const passport = view.documents.find((d) => d.document_type === 'passport');
    expect(view.biometrics.selfie?.passed).toBe(true);
    expect(view.biometrics.face_match).toMatchObject({
      outcome: 'pass',
      source: 'selfie',
      threshold: 0.85,
      doc_id: passport?.doc_id,
    });
    expect(view.biometrics.face_match?.similarity).toBeGreaterThanOrEqual(0.85);
  });

  it('shows every check with its evidence', () => {
    expect(view.checks.map(({ type, status, outcome }) => ({ type, status, outcome }))).toEqual([
      { type: 'run_sanction_check', status: 'completed', outcome: 'pass' },
      { type: 'run_face_match', status: 'completed', outcome: 'pass' },
    ]);
    for (const { started_at, completed_at, evidence } of view.checks) {
      expect(evidence).not.toBeNull();
      expect(Date.parse(completed_at ?? '')).toBeGreaterThanOrEqual(Date.parse(started_at ?? ''));
    }
    const { screenings, lists } = view.checks[0]?.evidence as unknown as SanctionsEvidence;
    expect(lists).toMatchObject([{ id: 'e2e_fictional', entries: 3 }]);
    expect(screenings.length).toBeGreaterThan(0);
  });

  it('keeps the form as it was normalised', () => {
    expect(view.form_data['personal_info']).toMatchObject(applicantForm);
  });

  it('has a timeline that tells everything in order', () => {
    const types = timeline.map(({ type }) => type);
    expect(types.slice(0, 6)).toEqual([
      'session_created',
      'step_completed',
      'step_completed',
      'step_completed',
      'processing_started',
      'documents_read',
    ]);
    expect(types.filter((t) => t === 'check_started')).toHaveLength(2);
    expect(types.filter((t) => t === 'check_completed')).toHaveLength(2);
    expect(types.at(-1)).toBe('session_decided');
    expect(timeline.map(({ entry_id }) => entry_id)).toEqual(timeline.map(({ entry_id }) => entry_id).sort());
    expect(timeline.at(-1)).toMatchObject({ before: 'processing', after: 'approved', actor: 'automation' });
  });

  it('tells other systems exactly once, without personal data', async () => {
    const [event, ...others] = await events.arrived(session.session_id);
    expect(others).toEqual([]);
    expect(event).toMatchObject({
      specversion: '1.0',
      type: 'kyc.session.decided.v1',
      subject: session.session_id,
      data: {
        session_id: session.session_id,
        parent_session_id: null,
        tenant_id: 'default',
        client_id: 'customer-4711',
        workflow_id: session.workflow_id,
        workflow_version: 1,
        status: 'approved',
        final_decision: 'approved',
        decided_by: 'automation',
        decided_at: view.decision?.decided_at,
      },
    });
    expect(JSON.stringify(event)).not.toMatch(/vantongeren|lieselotte|ZE82K7P19/i);
  });

  it('hands out a download address that gives back the very bytes', async () => {
    const passport = view.documents.find((d) => d.document_type === 'passport');
    const params = { session_id: session.session_id, doc_id: passport?.doc_id ?? '' };
    const { url, expires_at } = await api.ok<{ url: string; expires_at: string }>('getDocumentUrl', {
      params,
    });
    expect(Date.parse(expires_at)).toBeGreaterThan(Date.now());
    const response = await fetch(url);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('image/jpeg');
    const { specimen } = await import('../specimens/specimen-store.js');
    expect(Buffer.from(await response.arrayBuffer()).equals(await specimen('passport'))).toBe(true);
  });
});
