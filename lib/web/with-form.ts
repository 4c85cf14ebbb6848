import type { z } from 'zod';

/**
 * Gives a door with the form that it takes written on it, so that the list of doors
 * (testing/doors.ts) can be held against what each of them reads.
 */
export function withForm<Form extends z.ZodObject, Door extends (...given: never[]) => unknown>(
  form: Form,
  door: Door,
): Door & { form: Form } {
  return Object.assign(door, { form });
}
