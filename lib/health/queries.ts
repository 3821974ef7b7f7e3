import 'server-only'
import type { Database } from '@/lib/db/client'
import { migrations } from '@/lib/db/generated/migrations'

const LIMIT_MS = 500

type History = { migration_name: string; is_superuser: string }

/**
 * Whether this process can serve people: the database answers within half a second, has every
 * migration that this code knows, and does not let the process in as an all-powerful role.
 */
export async function getReadiness(db: Database): Promise<{ isReady: boolean }> {
  const history = await within(LIMIT_MS, readHistory(db))
  if (!history) return { isReady: false }
  const applied = new Set(history.map((row) => row.migration_name))
  const isKnown = migrations.every((name) => applied.has(name))
  return { isReady: isKnown && history.every((row) => row.is_superuser === 'off') }
}

function readHistory(db: Database): Promise<History[]> {
  return db.$queryRaw<History[]>`
    SELECT migration_name, current_setting('is_superuser') AS is_superuser
    FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`
}

function within<T>(limitMs: number, work: Promise<T>): Promise<T | undefined> {
  const timeout = new Promise<undefined>((resolve) => {
    setTimeout(resolve, limitMs, undefined).unref()
  })
  return Promise.race([work.catch(() => undefined), timeout])
}
