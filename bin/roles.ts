import { parseArgs } from 'node:util'
import { wayIn } from '@/lib/approvals/cases/queries'
import { grantRole, revokeRole } from '@/lib/auth/roles/commands'
import { listRoleHoldersAsOperator } from '@/lib/auth/roles/queries'
import { createDatabase, type Database } from '@/lib/db/client'
import { isAppError } from '@/lib/errors'
import { loadEnvironmentFile, openInstallation } from './installation'

const USAGE = `npm run roles -- list
npm run roles -- grant <role> <e-mail> [--team "<name>"]
npm run roles -- revoke <role> <e-mail> [--team "<name>"]

Roles: admin, ladder_admin, hr_partner, auditor. --team limits an HR partner to one team.`

process.exitCode = await main()
// The database pool and the engine leave timers behind that would hold the process.
process.exit()

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { team: { type: 'string' }, help: { type: 'boolean' } },
    allowPositionals: true,
  })
  const [verb, role, email, ...rest] = positionals
  const isComplete = verb === 'list' ? !role : email !== undefined && rest.length === 0
  const isVerb = verb === 'list' || verb === 'grant' || verb === 'revoke'
  if (values.help || !isVerb || !isComplete) {
    console.log(USAGE)
    return values.help ? 0 : 1
  }
  loadEnvironmentFile()
  const installation = await openInstallation()
  const db = createDatabase({ url: installation.urls.app_web, role: 'operator', max: 1 })
  try {
    console.log(
      verb === 'list' ? await list(db) : await change(db, verb, { role, email, ...values }),
    )
    return 0
  } catch (error) {
    if (!isAppError(error)) throw error
    console.error(error.message)
    return 1
  } finally {
    await db.$disconnect()
    await installation.release()
  }
}

async function change(
  db: Database,
  verb: 'grant' | 'revoke',
  wish: { role?: string; email?: string; team?: string },
): Promise<string> {
  const run = verb === 'grant' ? grantRole : revokeRole
  const { personId, name, isChanged } = await run(db, wish)
  const scope = wish.team ? ` for the team ${wish.team}` : ''
  const role = `${wish.role}${scope}`
  if (verb === 'grant') {
    const is = isChanged ? `is now ${role}` : `is ${role} already`
    return `${name} ${is}. They sign in ${await wayIn(db, personId)}.`
  }
  return isChanged ? `${name} is no longer ${role}.` : `${name} was not ${role}; nothing changed.`
}

async function list(db: Database): Promise<string> {
  const holders = await listRoleHoldersAsOperator(db, new Date())
  if (holders.length === 0) return 'Nobody holds a role.'
  return holders
    .map(({ title, scope, name, email, isActive }) => {
      const what = `${title}${scope ? `, ${scope} only` : ''}`
      return `${what.padEnd(32)} ${name} <${email}>${isActive ? '' : ' (deactivated)'}`
    })
    .join('\n')
}
