import { parseArgs } from 'node:util'
import { makePasswordLink } from '@/lib/auth/recovery/commands'
import { keepPassword, stopKeepingPassword } from '@/lib/auth/single-sign-on/keepers/commands'
import { createDatabase, type Database } from '@/lib/db/client'
import { isAppError } from '@/lib/errors'
import { loadEnvironmentFile, openInstallation } from './installation'

const USAGE = `npm run password -- <e-mail>         a link for somebody who has lost their password
npm run password -- --end <e-mail>   an administrator signs in at the provider only

An administrator who was given a link may use the password also where OIDC_REQUIRED is on.`

// For whoever operates the machine.
loadEnvironmentFile()
const { values, positionals } = parseArgs({
  options: { end: { type: 'boolean' } },
  allowPositionals: true,
})
const installation = await openInstallation()
process.env.RUNG_SECRET = installation.secret
const db = createDatabase({ url: installation.urls.app_web, role: 'operator', max: 1 })
try {
  const email = positionals[0] ?? ''
  console.log(values.end ? await end(db, email) : await give(db, email))
} catch (error) {
  if (!isAppError(error)) throw error
  console.error(`${error.message}\n\n${USAGE}`)
  process.exitCode = 1
} finally {
  await db.$disconnect()
  await installation.release()
}
process.exit()

async function give(database: Database, email: string): Promise<string> {
  const { isKept } = await keepPassword(database, { email })
  const { name, url } = await makePasswordLink(database, { email })
  const more = isKept ? ' The password works also where everybody signs in at the provider.' : ''
  return `Give this link to ${name}. It works once, for a day.${more}\n${url}`
}

async function end(database: Database, email: string): Promise<string> {
  const { name, isChanged } = await stopKeepingPassword(database, { email })
  return isChanged
    ? `${name} signs in at the provider only, where that is required.`
    : `${name} had not been named; nothing changed.`
}
