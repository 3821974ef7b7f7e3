import { existsSync, renameSync } from 'node:fs'
import pg from 'pg'
import { migrate } from '@/lib/db/migrate'
import { env } from '@/lib/env'
import type { Installation } from './installation'

/**
 * Loads the demonstration organisation into an empty database, unless RUNG_DEMO says not to. What an
 * interrupted load left behind is thrown away first, whatever it says: nobody shall meet half of it.
 */
export async function loadDemonstration(installation: Installation): Promise<string[]> {
  if (await wasInterrupted(installation)) {
    console.log('The demonstration organisation was not loaded to its end, and is begun anew.')
    await emptyDatabase(installation)
  }
  // A database of the operator's own gets the demonstration only when asked for.
  if ((process.env.RUNG_DEMO || (installation.embedded ? 'on' : 'off')) === 'off') return []
  const { seedIfEmpty } = await import('@/prisma/seed')
  return (await seedIfEmpty()).lines
}

/** Throws away everything in the database and makes its tables anew. */
export async function emptyDatabase(installation: Installation): Promise<void> {
  await asOwner(installation, (client) =>
    client.query(
      'DROP SCHEMA IF EXISTS pgboss CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public',
    ),
  )
  await migrate(installation)
  // The chain begins anew; its old anchor would tell that everything was removed.
  const anchor = env.AUDIT_ANCHOR_FILE
  if (existsSync(anchor)) renameSync(anchor, `${anchor}.${Date.now()}`)
}

// Once somebody but the story has signed in, it is theirs and stays as it is.
async function wasInterrupted(installation: Installation): Promise<boolean> {
  const { rows } = await asOwner(installation, (client) =>
    client.query<{ was: boolean }>(
      `SELECT EXISTS (SELECT 1 FROM audit_events WHERE action = 'demonstration.begin')
         AND EXISTS (SELECT 1 FROM organisations WHERE NOT is_demo)
         AND NOT EXISTS (SELECT 1 FROM sessions WHERE agent <> 'demonstration') AS was`,
    ),
  )
  return rows[0]?.was ?? false
}

async function asOwner<T>(
  { ownerUrl }: Installation,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client(ownerUrl)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
