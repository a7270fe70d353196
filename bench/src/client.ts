import type { Stack } from './stack.js';

type Json = Record<string, unknown>;

/** Calls of an integrator and of an end user; any answer above 399 ends the benchmark. */
export class Client {
  constructor(private readonly stack: Stack) {}

  async call<T = Json>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(this.stack.url + path, {
      method,
      headers: {
        ...(!path.startsWith('/public/') && { authorization: `Bearer ${this.stack.apiKey}` }),
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  async put(url: string, headers: Record<string, string>, bytes: Buffer): Promise<void> {
    const response = await fetch(url, { method: 'PUT', headers, body: new Uint8Array(bytes) });
    if (!response.ok) throw new Error(`PUT: ${response.status}`);
    await response.arrayBuffer();
  }

  openSession(workflowId: string): Promise<{ session_id: string; access_token: string }> {
    return this.call('POST', '/kyc/sessions', { workflow_id: workflowId });
  }
}

export const formData = { full_name: 'Mara Lindqvist', nationality: 'NL' };

const form = (order: number): object => ({
  step_id: 'form',
  order,
  name: 'Form',
  type: 'form_fill',
  custom_fields: [
    { field_id: 'full_name', name: 'Name', type: 'name', required: true },
    {
      field_id: 'nationality',
      name: 'Nationality',
      type: 'country',
      country_type: 'nationality',
      required: true,
    },
  ],
});

const automation_rules = {
  auto_process: true,
  default_action: 'auto_approve',
  country_rules: [{ country_code: 'KP', action: 'auto_deny' }],
};

/** One form, decided by rule: the shortest whole session. */
export const formWorkflow = { name: 'Bench form', steps: [form(1)], validation_config: { automation_rules } };

export const documentWorkflow = {
  name: 'Bench documents',
  steps: [
    {
      step_id: 'documents',
      order: 1,
      name: 'Documents',
      type: 'document_upload',
      document_requirements: [{ document_type: 'passport', allow_multiple: true }],
    },
    form(2),
  ],
};
