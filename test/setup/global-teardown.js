export default async function stopSharedMongo() {
  await globalThis.sharedMongo?.stop();
}
