import { totalmem } from 'node:os';

/**
 * What the embedded PostgreSQL of an archive is set to, as postgresql.conf has it. PostgreSQL's own cache
 * is an eighth of the memory, from 128 MB to 2 GB: its default of 128 MB is less than the search index of
 * a million posts reads for one answer. It takes only what is used.
 */
export function embeddedSettings(memory = memoryHere()): Record<string, string> {
  const megabytes = Math.round(memory / 8 / 2 ** 20);
  return {
    max_connections: '120',
    shared_buffers: `${Math.min(2_048, Math.max(128, megabytes))}MB`,
  };
}

/** In a container its limit (0 where there is none), not what the machine has. */
function memoryHere(): number {
  return Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);
}
