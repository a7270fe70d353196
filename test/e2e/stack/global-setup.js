import '../../setup/typescript.js';

/** One stack and one set of specimens for the whole run; a stack that `E2E_STACK` describes is only used. */
export default async function startStackForRun() {
  const { prepareSpecimens, removeSpecimens } = await import('../specimens/specimen-store.ts');
  if (await prepareSpecimens()) globalThis.removeE2eSpecimens = removeSpecimens;
  if (process.env.E2E_STACK) return;
  const { startEmbeddedStack } = await import('./embedded-stack.ts');
  globalThis.e2eStack = await startEmbeddedStack();
  process.env.E2E_STACK = JSON.stringify(globalThis.e2eStack.facts);
}
