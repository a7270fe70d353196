import { cpus, loadavg, release, totalmem } from 'node:os';

/** What a reader needs to know of the machine to compare figures. */
export function machineFacts(): Record<string, unknown> {
  return {
    cpu: cpus()[0]?.model,
    cores: cpus().length,
    memory_gib: Math.round(totalmem() / 2 ** 30),
    os: `${process.platform} ${release()}`,
    node: process.version,
    load_before: loadavg()[0],
  };
}
