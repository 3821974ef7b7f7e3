import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ensureGenerated } from '@/lib/db/generate'
import { migrate, missingSql } from '@/lib/db/migrate'
import { eraseAgain } from './erase-again'
import { type Installation, loadEnvironmentFile, openInstallation } from './installation'

const USAGE = `npm run migrate                     apply the migrations that are missing
npm run migrate -- --create <name>  write a migration from the migrations to the models`

loadEnvironmentFile()
const { values } = parseArgs({ options: { create: { type: 'string' }, help: { type: 'boolean' } } })
if (values.help) console.log(USAGE)
else process.exitCode = await run(values.create)
// The engine leaves a timer behind that would hold the process for ten seconds.
process.exit()

async function run(name: string | undefined): Promise<number> {
  let installation: Installation | undefined
  try {
    installation = await openInstallation()
    await (name === undefined ? apply(installation) : create(name, installation))
    return 0
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return 1
  } finally {
    await installation?.release()
  }
}

async function apply(installation: Installation): Promise<void> {
  const { applied, tookMs } = await migrate(installation)
  for (const name of applied) console.log(`Applied ${name}`)
  await eraseAgain(installation)
  console.log(applied.length ? `Done in ${tookMs} ms.` : 'The database is up to date.')
}

async function create(name: string, installation: Installation): Promise<void> {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new Error('Name it in lower case: add_growth_plan')
  const { embedded, ownerUrl, passwords } = installation
  const shadowUrl = embedded?.superuserUrl() ?? ownerUrl
  const sql = await missingSql({ ownerUrl, shadowUrl, passwords })
  if (!sql) return console.log('The migrations say all that the models say.')
  const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14)
  const directory = join('prisma/migrations', `${stamp}_${name}`)
  mkdirSync(directory)
  writeFileSync(join(directory, 'migration.sql'), sql)
  ensureGenerated()
  console.log(`Wrote ${directory}/migration.sql. Read it, then apply it with: npm run migrate`)
}
