import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { Parser } from '@asyncapi/parser';
import { PurgeCSS } from 'purgecss';
import React from 'react';
import { renderToStaticMarkup } from 'react-dom/server';

const require = createRequire(import.meta.url);
const styles = '@asyncapi/react-component/styles/default.css';

/** What the component leaves to scripts or to the page around it. */
const ownStyles = `
body { margin: 0; }
.aui-root { font-family: system-ui, sans-serif; }
.aui-root .prose code::before, .aui-root .prose code::after { content: none; }
.aui-root .burger-menu, .aui-root .panel--right, .aui-root .sidebar { display: none; }
.aui-root .panel--center { min-width: 0; max-width: 68rem; }
.aui-root .bg-gray-100.p-4, .aui-root .bg-white.p-4 { padding: 0.4rem 0.75rem; }
.aui-root .bg-blue-100.p-4 { padding: 0.1rem 0.5rem; border: 0; }
.aui-root .mb-4.gap-2 { margin-bottom: 0.4rem; }
.aui-root .bg-white .mt-4:empty { display: none; }
@media (min-width: 1024px) {
  .aui-root .sidebar { display: block; position: static; width: 20rem; flex: none; }
  .aui-root .sidebar > .sidebar--wrapper.fixed { width: 20rem; box-sizing: border-box; }
}
`;

/**
 * The AsyncAPI document as one page that needs nothing else: no script, no request, every part of it open. It shows each
 * channel once, as the platform sends on it; who reads it stands in the text.
 */
export async function renderEventsPage(document) {
  const operations = Object.entries(document.operations).filter(([, { action }]) => action === 'send');
  const shown = { ...document, operations: Object.fromEntries(operations) };
  const { document: parsed } = await new Parser().parse(JSON.stringify(shown));
  const body = withoutControls(renderOpened(parsed));
  const style = (await usedStyles(body)) + ownStyles;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${document.info.title}</title>
<style>
${style}</style>
</head>
<body>
${body}
</body>
</html>
`;
}

/** Renders with everything open that a click would open: the component keeps that in states that begin as false. */
function renderOpened(schema) {
  const { useState } = React;
  React.useState = (initial) => useState(initial === false ? true : initial);
  try {
    const { default: AsyncApi } = require('@asyncapi/react-component/lib/cjs/without-parser.js');
    const config = {
      show: { sidebar: true, messages: false, schemas: false, errors: false },
      expand: { messageExamples: true },
      sidebar: { showOperations: 'byOperationsTags', useChannelAddressAsIdentifier: true },
    };
    return renderToStaticMarkup(React.createElement(AsyncApi, { schema, config }));
  } finally {
    React.useState = useState;
  }
}

/** Buttons do nothing without a script: their labels stay, their icons and the ones that only fold go. */
function withoutControls(html) {
  return html
    .replace(/<button[^>]*>Collapse all<\/button>/g, '')
    .replace(/<svg.*?<\/svg>/gs, '')
    .replace(/<button[^>]*role="tab".*?<\/button>/g, '')
    .replace(/<button[^>]*?class="([^"]*)"[^>]*>/g, '<div class="inline-block $1">')
    .replaceAll('</button>', '</div>')
    .replaceAll('cursor-pointer', '');
}

async function usedStyles(html) {
  const raw = await readFile(require.resolve(styles), 'utf8');
  const content = [{ raw: html, extension: 'html' }];
  const defaultExtractor = (text) => text.match(/[^\s"'<>=]+/g) ?? [];
  const [purged] = await new PurgeCSS().purge({ content, css: [{ raw }], defaultExtractor });
  return purged.css.replace(/\n\s*\n/g, '\n');
}
