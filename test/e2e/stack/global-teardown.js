export default async function stopStackOfRun() {
  await globalThis.removeE2eSpecimens?.();
  await globalThis.e2eStack?.stop();
}
