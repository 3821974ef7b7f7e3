import { emptyDatabase } from './demonstration'
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
await emptyDatabase(installation)
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
