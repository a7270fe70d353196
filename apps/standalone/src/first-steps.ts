/** A small workflow that the first curl lines create: one form, sanctions screening, two rules. */
const workflow = {
  name: 'First workflow',
  steps: [
    {
      step_id: 'personal_info',
      order: 1,
      name: 'Personal information',
      type: 'form_fill',
      custom_fields: [
        { field_id: 'full_name', name: 'Full name', type: 'name', validate_lists: true, required: true },
        {
          field_id: 'nationality',
          name: 'Nationality',
          type: 'country',
          country_type: 'nationality',
          required: true,
        },
      ],
    },
  ],
  validation_config: {
    run_lists: true,
    automation_rules: {
      auto_process: true,
      default_action: 'auto_approve',
      country_rules: [{ country_code: 'KP', action: 'auto_deny' }],
      list_match_rules: [{ min_score: 0.8, action: 'manual_review' }],
    },
  },
};

/** How the API key is shown: to read, and as it stands in a command line. */
export interface ShownKey {
  text: string;
  inShell: string;
}

/** What a newcomer sees once the stack is up: where it is, the key, and lines to paste into another terminal. */
export function firstSteps(baseUrl: string, apiKey: ShownKey): string {
  const post = (path: string, body: string, auth = true): string =>
    [
      `curl -sS ${baseUrl}${path}`,
      ...(auth ? [`-H "Authorization: Bearer ${apiKey.inShell}"`] : []),
      `-H 'Content-Type: application/json'`,
      `-d ${body}`,
    ].join(' \\\n  ');
  return `
Ready.
  Base URL      ${baseUrl}
  API key       ${apiKey.text}
  Swagger UI    ${baseUrl}/docs

Create a workflow:

${post('/kyc/workflows', `'${JSON.stringify(workflow)}'`)}

Open a session with the workflow_id of the answer:

${post('/kyc/sessions', `'{"workflow_id":"<workflow_id>"}'`)}

Fill in its form as the end user, with the access_token of that answer; then look at the decision:

${post('/public/sessions/<access_token>/step/personal_info/complete', `'{"data":{"full_name":"Anna Example","nationality":"NL"}}'`, false)}

curl -sS ${baseUrl}/kyc/sessions/<session_id> -H "Authorization: Bearer ${apiKey.inShell}"

Ctrl-C stops it; the data stays.
`;
}
