import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ensureGenerated } from '@/lib/db/generate'
import { FAULTS, faultsOf, testsNamingFaults } from '../tests/faults/catalogue'
import { tallyOf } from '../tests/faults/harness/tally'
import { run } from './run'

type Outcome = { title: string; isGood: boolean }
type Suite = { specs: { title: string; ok: boolean }[]; suites?: Suite[] }

const USAGE = `npm run test:faults -- [--only F01] [--runs 1000] [--seed 7]

Makes the faults of the catalogue against the built product; --runs says how often what is killed
is killed, --seed draws the same offsets again.`

const out = 'test-results/faults'
const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    runs: { type: 'string' },
    seed: { type: 'string' },
    help: { type: 'boolean' },
  },
})
if (values.help) console.log(USAGE)
else process.exitCode = await main(values)

async function main({ only, runs, seed = randomSeed() }: typeof values): Promise<number> {
  const wanted = FAULTS.filter(({ id }) => !only || only.includes(id))
  if (wanted.length === 0) throw new Error(`No such fault: ${only?.join(', ')}`)
  rmSync(out, { recursive: true, force: true })
  mkdirSync(out, { recursive: true })
  ensureGenerated()
  const ids = wanted.map(({ id }) => id)
  const named = testsNamingFaults().filter((test) => test.ids.some((id) => ids.includes(id)))
  const files = named.map(({ file }) => file)
  const pattern = `(^|\\s)([F0-9]+ )*(${ids.join('|')}) `
  const settings = { RUNG_FAULT_SEED: seed, ...(runs ? { RUNG_FAULT_RUNS: runs } : {}) }
  const isVitest = (file: string) => /^tests\/(unit|integration)\//.test(file)
  const outcomes = [
    ...(await vitest(files.filter(isVitest), pattern, settings)),
    ...(await playwright(
      files.filter((file) => !isVitest(file)),
      pattern,
      settings,
    )),
  ]
  return report(ids, outcomes, seed)
}

async function vitest(files: string[], pattern: string, settings: Record<string, string>) {
  if (files.length === 0) return []
  const file = join(out, 'vitest.json')
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${file}`]
  await run('vitest', ['run', ...files, '-t', pattern, ...reporters], settings)
  const { testResults } = read<{
    testResults: { assertionResults: { title: string; status: string }[] }[]
  }>(file)
  return testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === 'passed' || status === 'failed')
    .map(({ title, status }) => ({ title, isGood: status === 'passed' }))
}

async function playwright(files: string[], pattern: string, settings: Record<string, string>) {
  if (files.length === 0) return []
  const file = join(out, 'playwright.json')
  await run('playwright', ['test', ...files, '--grep', pattern, '--reporter=line,json'], {
    ...settings,
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
    NODE_OPTIONS: '--conditions=react-server',
  })
  return read<{ suites: Suite[] }>(file)
    .suites.flatMap(specsOf)
    .map(({ title, ok }) => ({ title, isGood: ok }))
}

function specsOf({ specs, suites = [] }: Suite): Suite['specs'] {
  return [...specs, ...suites.flatMap(specsOf)]
}

function report(ids: string[], outcomes: Outcome[], seed: string): number {
  console.log('')
  const failed = FAULTS.filter(({ id }) => ids.includes(id)).filter(({ id, about }) => {
    const own = outcomes.filter(({ title }) => faultsOf(title).includes(id))
    const isBorne = own.length > 0 && own.every(({ isGood }) => isGood)
    console.log(`${id} ${isBorne ? 'borne ' : 'FAILED'} ${about}: ${figuresOf(id, own.length)}`)
    return !isBorne
  })
  for (const { id, left } of FAULTS) if (left && ids.includes(id)) console.log(`${id} ${left}`)
  console.log(`\n${ids.length - failed.length} of ${ids.length} faults are borne (seed ${seed})`)
  return failed.length > 0 ? 1 : 0
}

function figuresOf(id: string, tests: number): string {
  const tally = tallyOf(id)
  const counted = tally ? Object.entries(tally).map(([name, figure]) => `${figure} ${name}`) : []
  return [`${tests} tests`, ...counted].join(', ')
}

function randomSeed(): string {
  return String(1 + Math.floor(Math.random() * 1_000_000))
}

function read<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8')) as T
}
