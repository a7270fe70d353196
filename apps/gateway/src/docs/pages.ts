import { problemCodes } from '#libs/problems';

const head = (title: string, rest: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
${rest}
</head>`;

/** The page that shows the API description; everything on it comes from this server. */
export const swaggerPage = `${head(
  'KYC platform: API',
  '<link rel="stylesheet" href="/docs/assets/swagger-ui.css">',
)}
<body>
<div id="swagger-ui"></div>
<script src="/docs/assets/swagger-ui-bundle.js"></script>
<script src="/docs/assets/start.js"></script>
</body>
</html>
`;

/** Starts Swagger UI. `validatorUrl: null` keeps it from sending the description to a validator elsewhere. */
export const swaggerStart = `SwaggerUIBundle({
  url: '/docs/openapi.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  filter: true,
  validatorUrl: null,
});
`;

/** The catalogue of problem codes as a page; the `type` of a problem leads to its row. */
export function problemsPage(): string {
  const rows = problemCatalogue().map(
    ({ code, status, title }) =>
      `<tr id="${code}"><td><code>${code}</code></td><td>${status}</td><td>${escapeHtml(title)}</td></tr>`,
  );
  const style =
    '<style>body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:56rem;padding:0 1rem}' +
    'td,th{padding:.3rem .8rem;text-align:left;border-bottom:1px solid #ddd}tr:target{background:#fff3bf}</style>';
  return `${head('KYC platform: problem codes', style)}
<body>
<h1>Problem codes</h1>
<p>Every refusal is <code>application/problem+json</code> (RFC 9457). Its <code>code</code> is one of these and never
changes its meaning; <code>errors[]</code> names each place of the request that needs a change.</p>
<table>
<tr><th>code</th><th>status</th><th>meaning</th></tr>
${rows.join('\n')}
</table>
</body>
</html>
`;
}

/** The catalogue of problem codes, in the order of their status. */
export function problemCatalogue(): { code: string; status: number; title: string }[] {
  return Object.entries(problemCodes).map(([code, kind]) => ({ code, ...kind }));
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
}
