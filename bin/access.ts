import { globSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { basename } from 'node:path'
import { ensureGenerated } from '@/lib/db/generate'
import { FIGURES } from '../tests/support/figures'
import { run } from './run'

type Figures = Record<string, number>

// The four layers of access.md section 6; each test file leaves its figures, and they are summed here.
const VITEST = ['tests/unit/policy', 'tests/integration/access']
const PLAYWRIGHT = ['http', 'powers', 'canaries', 'canary-places', 'scim', 'view-as'].map(
  (name) => `tests/access/${name}.test.ts`,
)

rmSync(FIGURES, { recursive: true, force: true })
mkdirSync(FIGURES, { recursive: true })
ensureGenerated()
const codes = [
  await run('vitest', ['run', ...VITEST, '--reporter=dot']),
  await run('playwright', ['test', ...PLAYWRIGHT, '--reporter=line'], {
    NODE_OPTIONS: '--conditions=react-server',
  }),
]
const layers = globSync(`${FIGURES}/*.json`).sort()
console.log('\nAccess, in four layers:')
for (const [title, names] of [
  ['1 the table of the policy', ['table', 'pairs', 'mutants']],
  ['2 lists against objects', ['lists']],
  ['3 requests to the built product', ['http', 'powers']],
  ['4 canaries', ['canaries', 'canary-places']],
] as const) {
  const figures = sum(
    layers.filter((file) => names.some((name) => name === basename(file, '.json'))),
  )
  console.log(`  ${title}: ${Object.entries(figures).map(words).join(', ') || 'not run'}`)
}
const isGood = codes.every((code) => code === 0)
console.log(isGood ? '  Everything held.' : '  Something failed: see above.')
process.exitCode = isGood ? 0 : 1

function sum(files: string[]): Figures {
  const total: Figures = {}
  for (const file of files) {
    const figures = JSON.parse(readFileSync(file, 'utf8')) as Figures
    for (const [name, value] of Object.entries(figures)) total[name] = (total[name] ?? 0) + value
  }
  return total
}

function words([name, value]: [string, number]): string {
  return `${value.toLocaleString('en-GB')} ${name}`
}
