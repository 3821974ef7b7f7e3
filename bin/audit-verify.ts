import { verifyAudit } from '@/lib/audit/sealing/commands'
import { createDatabase } from '@/lib/db/client'
import { env } from '@/lib/env'
import { loadEnvironmentFile, openInstallation } from './installation'

const USAGE = `npm run audit:verify

Recomputes the chain of the audit log and compares it with the anchor (AUDIT_ANCHOR_FILE).
Exit codes: 0 sound, 1 broken, 2 cannot tell.`

const EXIT = { sound: 0, broken: 1, unknown: 2 } as const

process.exitCode = await main()
// The database pool and the engine leave timers behind that would hold the process.
process.exit()

async function main(): Promise<number> {
  if (process.argv.length > 2) {
    console.log(USAGE)
    return process.argv.includes('--help') ? 0 : 2
  }
  try {
    loadEnvironmentFile()
    const { status, lines } = await verify()
    console[status === 'sound' ? 'log' : 'error'](lines.join('\n'))
    return EXIT[status]
  } catch (error) {
    console.error(`Cannot tell: ${error instanceof Error ? error.message : error}`)
    return EXIT.unknown
  }
}

async function verify() {
  const installation = await openInstallation()
  const db = createDatabase({ url: installation.urls.app_web, role: 'operator', max: 1 })
  try {
    return await verifyAudit(db, { anchorFile: env.AUDIT_ANCHOR_FILE })
  } finally {
    await db.$disconnect()
    await installation.release()
  }
}
