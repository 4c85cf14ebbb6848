import { defineConfig } from 'prisma/config';

// `generate`, `validate` and `format` look for a native engine that they never run, and where it
// cannot be downloaded they stop. Any executable satisfies the look-up; `migrate` stays as it is.
if (process.argv.some((word) => ['generate', 'validate', 'format'].includes(word))) {
  process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;
}

export default defineConfig({ schema: 'prisma/schema.prisma', migrations: { path: 'prisma/migrations' } });
