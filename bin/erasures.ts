import { parseArgs } from 'node:util'
import { createDatabase } from '@/lib/db/client'
import { env } from '@/lib/env'
import { replayErasures } from '@/lib/privacy/erasure/log/commands'
import { readErasureLog } from '@/lib/privacy/erasure/log/queries'
import { loadEnvironmentFile, openInstallation } from './installation'

const USAGE = `npm run erasures -- list     who was erased, by pseudonym, from the log outside the database
npm run erasures -- replay   erases again, after a restore, whoever the database still knows

The log is ERASURE_LOG_FILE. A start of Rung replays it by itself.
Exit codes: 0 done, 1 the log has lines that cannot be read, 2 not done.`

process.exitCode = await main()
// The database pool and the engine leave timers behind that would hold the process.
process.exit()

async function main(): Promise<number> {
  const { positionals } = parseArgs({ allowPositionals: true, strict: false })
  const [verb, ...rest] = positionals
  if (rest.length > 0 || (verb !== 'list' && verb !== 'replay')) {
    console.log(USAGE)
    return process.argv.includes('--help') ? 0 : 2
  }
  try {
    loadEnvironmentFile()
    const unreadable = await (verb === 'list' ? list() : replay())
    if (unreadable.length === 0) return 0
    console.error(`Lines that cannot be read in ${env.ERASURE_LOG_FILE}: ${unreadable.join(', ')}.`)
    return 1
  } catch (error) {
    console.error(`Not done: ${error instanceof Error ? error.message : error}`)
    return 2
  }
}

async function list(): Promise<number[]> {
  const { lines, unreadable } = await readErasureLog(env.ERASURE_LOG_FILE)
  for (const { approvedAt, pseudonym, personId, legalBasis } of lines) {
    console.log(`${approvedAt.slice(0, 10)}  ${pseudonym}  ${personId}  ${legalBasis}`)
  }
  console.log(`${lines.length} in ${env.ERASURE_LOG_FILE}.`)
  return unreadable
}

async function replay(): Promise<number[]> {
  const installation = await openInstallation()
  const db = createDatabase({ url: installation.ownerUrl, role: 'operator', max: 1 })
  try {
    const { known, replayed, unreadable } = await replayErasures(db, {
      logFile: env.ERASURE_LOG_FILE,
    })
    console.log(`${known} in the log, ${replayed.length} erased again.`)
    return unreadable
  } finally {
    await db.$disconnect()
    await installation.release()
  }
}
