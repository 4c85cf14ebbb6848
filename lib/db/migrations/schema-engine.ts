import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  DriverAdapterError,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQuery,
  type SqlResultSet,
} from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';

/**
 * Opens Prisma's own migration engine in its WebAssembly form (the native one is a download that many
 * networks refuse, and this one is an ordinary package), hands it to `work`, and closes it with its
 * connections. `url` must belong to the owner of the tables; `datamodel` is the text of schema.prisma.
 */
export async function withSchemaEngine<Value>(
  url: string,
  datamodel: string,
  work: (engine: bindings.SchemaEngine) => Promise<Value>,
): Promise<Value> {
  await instantiate();
  const factory = new MigrationAdapterFactory(url);
  const engine = await bindings.SchemaEngine.new(
    { datamodels: [['schema.prisma', datamodel]] },
    () => {},
    bindMigrationAwareSqlAdapterFactory(factory),
  );
  try {
    return await work(engine);
  } finally {
    engine.free();
    await factory.close();
  }
}

let instantiated: Promise<void> | undefined;

function instantiate(): Promise<void> {
  instantiated ??= (async () => {
    const file = createRequire(import.meta.url)
      .resolve('@prisma/schema-engine-wasm/schema_engine_bg')
      .replace(/\.js$/, '.wasm');
    const { instance } = await WebAssembly.instantiate(await readFile(file), {
      './schema_engine_bg.js': bindings as unknown as WebAssembly.ModuleImports,
    });
    bindings.__wbg_set_wasm(instance.exports);
    (instance.exports as { __wbindgen_start(): void }).__wbindgen_start();
  })();
  return instantiated;
}

/**
 * The PostgreSQL adapter as the engine needs it. Three things differ from the stock one: a script is
 * sent whole (stock splits at every semicolon, also inside a function's body) and so is one implicit
 * transaction; the shadow connection names its own database (stock, made from a connection string,
 * opens the main one and would replay every migration over live tables); and there is one connection,
 * so that the advisory lock and the statements share a session.
 */
class MigrationAdapterFactory implements SqlMigrationAwareDriverAdapterFactory {
  readonly provider = 'postgres' as const;
  readonly adapterName = '@prisma/adapter-pg';

  private readonly open: SqlDriverAdapter[] = [];

  constructor(private readonly url: string) {}

  async connect(): Promise<SqlDriverAdapter> {
    const adapter = await openAdapter(this.url);
    this.open.push(adapter);
    return adapter;
  }

  /** The engine does not close what it opened, and an open connection keeps a database from being copied. */
  async close(): Promise<void> {
    await Promise.allSettled(this.open.map((adapter) => adapter.dispose()));
  }

  async connectToShadowDb(): Promise<SqlDriverAdapter> {
    const database = `sawt_shadow_${crypto.randomUUID().replaceAll('-', '')}`;
    await onServer(this.url, `CREATE DATABASE ${database}`);
    const shadow = await openAdapter(onDatabase(this.url, database));
    return Object.assign(shadow, {
      dispose: chain(shadow.dispose.bind(shadow), () =>
        onServer(this.url, `DROP DATABASE ${database} WITH (FORCE)`),
      ),
    });
  }
}

/** The same URL with another database's name. */
export function onDatabase(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.toString();
}

async function openAdapter(url: string): Promise<SqlDriverAdapter> {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  const charColumns = markCharColumns(pool);
  const adapter = await new PrismaPg(pool, { disposeExternalPool: true }).connect();
  const queryRaw = adapter.queryRaw.bind(adapter);
  return Object.assign(adapter, {
    queryRaw: async (query: SqlQuery): Promise<SqlResultSet> => {
      const result = await queryRaw(query);
      for (const column of charColumns.last) result.columnTypes[column] = ColumnTypeEnum.Character;
      return result;
    },
    executeScript: async (script: string): Promise<void> => {
      try {
        await pool.query(script);
      } catch (error) {
        throw new DriverAdapterError(serverError(error));
      }
    },
  });
}

const CHAR = 18;
const BPCHAR = 1042;

/**
 * The stock adapter refuses PostgreSQL's internal `"char"`, which describing a schema reads, so it is
 * passed off as text on the way in and given its true type again on the way out. One connection and
 * an engine that awaits each answer make `last` the columns of the query being answered.
 */
function markCharColumns(pool: pg.Pool): { last: number[] } {
  const seen: { last: number[] } = { last: [] };
  const query = pool.query.bind(pool) as (...args: unknown[]) => Promise<pg.QueryResult>;
  Object.assign(pool, {
    query: async (...args: unknown[]) => {
      const result = await query(...args);
      seen.last = [];
      for (const [column, field] of (result.fields ?? []).entries()) {
        if (field.dataTypeID !== CHAR) continue;
        field.dataTypeID = BPCHAR;
        seen.last.push(column);
      }
      return result;
    },
  });
  return seen;
}

function serverError(error: unknown): ConstructorParameters<typeof DriverAdapterError>[0] {
  if (!(error instanceof pg.DatabaseError)) throw error;
  return {
    kind: 'postgres',
    code: error.code ?? 'XX000',
    severity: error.severity ?? 'ERROR',
    message: error.message,
    detail: error.detail,
    column: error.column,
    hint: error.hint,
    originalCode: error.code,
    originalMessage: error.message,
  };
}

function chain(first: () => Promise<void>, second: () => Promise<void>): () => Promise<void> {
  return async () => {
    await first();
    await second();
  };
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
