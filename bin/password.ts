import { makePasswordLink } from '@/lib/auth/recovery/commands'
import { createDatabase } from '@/lib/db/client'
import { isAppError } from '@/lib/errors'
import { loadEnvironmentFile, openInstallation } from './installation'

// For whoever operates the machine: a link with which somebody chooses a new password.
loadEnvironmentFile()
const installation = await openInstallation()
const db = createDatabase({ url: installation.urls.app_web, role: 'operator', max: 1 })
try {
  const { name, url } = await makePasswordLink(db, { email: process.argv[2] ?? '' })
  console.log(`Give this link to ${name}. It works once, for a day:\n${url}`)
} catch (error) {
  if (!isAppError(error)) throw error
  console.error(`${error.message}\nUse it so: npm run password -- sam@example.org`)
  process.exitCode = 1
} finally {
  await db.$disconnect()
  await installation.release()
}
process.exit()
