/** Types of the verifier for the project's own use; the verifier itself is plain JavaScript, alone. */
export interface BundleFiles {
  list(): string[];
  read(path: string): Uint8Array;
}
export type BundleOutcome =
  | { ok: true; entries: number; records: number; anchored: ('checkpoint' | 'key')[] }
  | { ok: false; entry: number | null; what: string };
export function verifyBundle(
  files: BundleFiles,
  options?: { checkpoint?: Uint8Array | null; key?: string | null },
): BundleOutcome;
export function verifyProof(proof: Uint8Array, options?: { key?: string | null }): BundleOutcome;
export function folderFiles(folder: string): BundleFiles;
export function describeOutcome(outcome: BundleOutcome): string;
