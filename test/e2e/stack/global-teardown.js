export default async function stopStackOfRun() {
  await globalThis.e2eStack?.stop();
}
