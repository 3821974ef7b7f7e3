import 'server-only'
import type { Database } from '@/lib/db/client'
import { migrations } from '@/lib/db/generated/migrations'
import { queryRows } from '@/lib/db/query-rows'

const LIMIT_MS = 500
const ROLE_LIMIT_MS = 10_000

type History = { migration_name: string; is_superuser: string }

/**
 * Whether this process can serve people: the database answers within half a second at each of its
 * pools, has every migration that this code knows, and does not let the process in as an all-powerful
 * role.
 */
export async function getReadiness(db: Database): Promise<{ isReady: boolean }> {
  const kinds = ['read', 'write'] as const
  const others = kinds.map((kind) => queryRows(db, kind)`SELECT 1`)
  const answers = await within(LIMIT_MS, Promise.all([readHistory(db), ...others]))
  if (!answers) return { isReady: false }
  const [history] = answers
  const applied = new Set(history.map((row) => row.migration_name))
  const isKnown = migrations.every((name) => applied.has(name))
  return { isReady: isKnown && history.every((row) => row.is_superuser === 'off') }
}

/** Whether row-level security does not stop this process; null when the database cannot be asked now. */
export async function isAllPowerful(db: Database): Promise<boolean | null> {
  const asked = await within(
    ROLE_LIMIT_MS,
    queryRows<{ is_all_powerful: boolean }>(db)`
      SELECT rolsuper OR rolbypassrls AS is_all_powerful FROM pg_roles WHERE rolname = current_user`,
  )
  return asked?.[0]?.is_all_powerful ?? null
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
