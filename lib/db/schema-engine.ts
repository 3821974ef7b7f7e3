import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { PrismaPg } from '@prisma/adapter-pg'
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  DriverAdapterError,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils'
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg'
import pg from 'pg'

export type { MigrationList, SchemaContainer } from '@prisma/schema-engine-wasm'

type PrismaPgAdapter = Awaited<ReturnType<PrismaPg['connect']>>
export type SchemaEngine = bindings.SchemaEngine

/** Prisma's own migration engine, as WebAssembly: the native one is fetched from a host we may not reach. */
export async function withSchemaEngine<T>(
  url: string,
  work: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  await instantiate()
  const config = poolConfig(url)
  const pool = new pg.Pool(config)
  const engine = await bindings.SchemaEngine.new(
    { datamodels: undefined },
    () => undefined,
    bindMigrationAwareSqlAdapterFactory(adapterFactory(pool, config)),
  )
  try {
    return await work(engine)
  } finally {
    engine.free()
    await pool.end()
  }
}

function poolConfig(url: string): pg.PoolConfig {
  const { host, port, user, password, database, ssl } = new pg.Client(url)
  const parts = { host, port, user, password: password ?? undefined, database, ssl }
  return {
    ...parts,
    application_name: 'rung migrate',
    connectionTimeoutMillis: 5_000,
    lock_timeout: 3_000,
  }
}

function adapterFactory(
  pool: pg.Pool,
  config: pg.PoolConfig,
): SqlMigrationAwareDriverAdapterFactory {
  const { provider, adapterName } = new PrismaPg(pool)
  return {
    provider,
    adapterName,
    connect: async () => withWholeScripts(await new PrismaPg(pool).connect()),
    connectToShadowDb: () => connectToShadowDatabase(pool, config),
  }
}

// The adapter's own way ignores the shadow's name where an address is given, and runs the
// migrations in the real database; it also drops the shadow while it is still connected to it.
async function connectToShadowDatabase(
  pool: pg.Pool,
  config: pg.PoolConfig,
): Promise<PrismaPgAdapter> {
  const database = `rung_shadow_${randomUUID()}`
  await pool.query(`CREATE DATABASE ${pg.escapeIdentifier(database)}`)
  const shadow = new pg.Pool({ ...config, database })
  const adapter = await new PrismaPg(shadow).connect()
  adapter.dispose = async () => {
    await shadow.end()
    await pool.query(`DROP DATABASE ${pg.escapeIdentifier(database)}`)
  }
  return withWholeScripts(adapter)
}

// The adapter cuts scripts at every semicolon, also inside function bodies, and runs the pieces one
// by one. Sent whole, a script is one implicit transaction: it is applied entirely or not at all.
function withWholeScripts(adapter: PrismaPgAdapter): PrismaPgAdapter {
  const pool = adapter.underlyingDriver()
  knowCharColumns(adapter, pool)
  adapter.executeScript = async (script) => {
    try {
      await pool.query(script)
    } catch (error) {
      throw error instanceof pg.DatabaseError ? new DriverAdapterError(describe(error)) : error
    }
  }
  return adapter
}

// The adapter does not know the type "char" of the system catalogue, only arrays of it: it is let
// through as an array, and named rightly behind it.
function knowCharColumns(adapter: PrismaPgAdapter, pool: pg.Pool): void {
  const query = pool.query.bind(pool)
  const queryRaw = adapter.queryRaw.bind(adapter)
  Object.assign(pool, {
    query: async (config: pg.QueryConfig) => {
      const result = await query(config)
      for (const field of result.fields ?? []) {
        if (field.dataTypeID === pg.types.builtins.CHAR) field.dataTypeID = CHAR_ARRAY
      }
      return result
    },
  })
  adapter.queryRaw = async (params) => {
    const { CharacterArray, Character } = ColumnTypeEnum
    const result = await queryRaw(params)
    const columnTypes = result.columnTypes.map((type) =>
      type === CharacterArray ? Character : type,
    )
    return { ...result, columnTypes }
  }
}

function describe(error: pg.DatabaseError) {
  return {
    kind: 'postgres' as const,
    code: error.code ?? 'XX000',
    severity: error.severity ?? 'ERROR',
    message: error.message,
    detail: error.detail,
    column: error.column,
    hint: error.hint,
  }
}

const CHAR_ARRAY = 1002

let instantiated: Promise<void> | undefined

function instantiate(): Promise<void> {
  instantiated ??= (async () => {
    Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: console.error } })
    const require = createRequire(import.meta.url)
    const entry = require.resolve('@prisma/schema-engine-wasm/schema_engine_bg')
    const bytes = readFileSync(entry.replace(/\.js$/, '.wasm'))
    const { instance } = await WebAssembly.instantiate(bytes, {
      './schema_engine_bg.js': { ...bindings },
    })
    bindings.__wbg_set_wasm(instance.exports)
    const start = instance.exports.__wbindgen_start
    if (typeof start === 'function') start()
  })()
  return instantiated
}
