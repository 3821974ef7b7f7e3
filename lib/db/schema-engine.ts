import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { PrismaPg } from '@prisma/adapter-pg'
import {
  bindMigrationAwareSqlAdapterFactory,
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
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'rung migrate',
    connectionTimeoutMillis: 5_000,
    lock_timeout: 3_000,
  })
  const factory = bindMigrationAwareSqlAdapterFactory(atomicScripts(new PrismaPg(pool)))
  const engine = await bindings.SchemaEngine.new(
    { datamodels: undefined },
    () => undefined,
    factory,
  )
  try {
    return await work(engine)
  } finally {
    engine.free()
    await pool.end()
  }
}

// The adapter cuts scripts at every semicolon, also inside function bodies, and runs the pieces one
// by one. Sent whole, a script is one implicit transaction: it is applied entirely or not at all.
function atomicScripts(factory: PrismaPg): SqlMigrationAwareDriverAdapterFactory {
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => withWholeScripts(await factory.connect()),
    connectToShadowDb: async () => withWholeScripts(await factory.connectToShadowDb()),
  }
}

function withWholeScripts(adapter: PrismaPgAdapter): PrismaPgAdapter {
  adapter.executeScript = async (script) => {
    try {
      await adapter.underlyingDriver().query(script)
    } catch (error) {
      throw error instanceof pg.DatabaseError ? new DriverAdapterError(describe(error)) : error
    }
  }
  return adapter
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

let instantiated: Promise<void> | undefined

function instantiate(): Promise<void> {
  instantiated ??= (async () => {
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
