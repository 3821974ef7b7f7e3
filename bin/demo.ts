import { existsSync, renameSync } from 'node:fs'
import pg from 'pg'
import { migrate } from '@/lib/db/migrate'
import { env } from '@/lib/env'
import { loadEnvironmentFile, openInstallation } from './installation'

// Throws away everything in the database and loads the demonstration organisation anew.
loadEnvironmentFile()
if (process.env.DATABASE_URL && !process.argv.includes('--yes')) {
  console.error(
    'This deletes everything in the database of DATABASE_URL. To go on: npm run demo -- --yes',
  )
  process.exit(1)
}
const startedAt = Date.now()
const installation = await openInstallation()
const client = new pg.Client(installation.ownerUrl)
await client.connect()
await client.query(
  'DROP SCHEMA IF EXISTS pgboss CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public',
)
await client.end()
await migrate(installation)
// The chain begins anew; its old anchor would tell that everything was removed.
const anchor = env.AUDIT_ANCHOR_FILE
if (existsSync(anchor)) renameSync(anchor, `${anchor}.${Date.now()}`)
process.env.RUNG_SECRET = installation.secret
process.env.DATABASE_URL_WEB = installation.urls.app_web
const { seedIfEmpty } = await import('@/prisma/seed')
const { lines } = await seedIfEmpty()
await installation.release()
console.log(
  `Loaded the demonstration organisation in ${((Date.now() - startedAt) / 1000).toFixed(1)} s.`,
)
console.log(lines.join('\n'))
process.exit()
