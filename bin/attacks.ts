import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureGenerated } from '@/lib/db/generate'
import { CATALOGUE, casesOf } from '../tests/access/attacks/catalogue'
import { testsNamingCases } from '../tests/access/attacks/named-tests'
import { run } from './run'

type Outcome = { title: string; isGood: boolean }

// The attack catalogue: every test that names a case of it, against the built product.
const CASE = '(^|\\s)[A-EGHJK]\\d\\d '
const out = 'test-results/attacks'
rmSync(out, { recursive: true, force: true })
mkdirSync(out, { recursive: true })
ensureGenerated()

const files = testsNamingCases().map(({ file }) => file)
const isVitest = (file: string) => /^tests\/(unit|integration)\//.test(file)
const outcomes = [
  ...(await vitest(files.filter(isVitest))),
  ...(await playwright(files.filter((file) => !isVitest(file)))),
]
process.exitCode = report(outcomes)

async function vitest(named: string[]): Promise<Outcome[]> {
  if (named.length === 0) return []
  const file = join(out, 'vitest.json')
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${file}`]
  await run('vitest', ['run', ...named, '-t', CASE, ...reporters])
  const { testResults } = read<{
    testResults: { assertionResults: { title: string; status: string }[] }[]
  }>(file)
  return testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === 'passed' || status === 'failed')
    .map(({ title, status }) => ({ title, isGood: status === 'passed' }))
}

type Suite = { specs: { title: string; ok: boolean }[]; suites?: Suite[] }

async function playwright(named: string[]): Promise<Outcome[]> {
  if (named.length === 0) return []
  const file = join(out, 'playwright.json')
  await run('playwright', ['test', ...named, '--grep', CASE, '--reporter=line,json'], {
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
    NODE_OPTIONS: '--conditions=react-server',
    RUNG_ATTACKS: 'whole',
  })
  return read<{ suites: Suite[] }>(file)
    .suites.flatMap(specsOf)
    .map(({ title, ok }) => ({ title, isGood: ok }))
}

function specsOf({ specs, suites = [] }: Suite): Suite['specs'] {
  return [...specs, ...suites.flatMap(specsOf)]
}

function report(all: Outcome[]): number {
  const applying = CATALOGUE.filter(({ why }) => !why)
  const failed = applying.filter(({ id }) => {
    const own = all.filter(({ title }) => casesOf(title).includes(id))
    return own.length === 0 || own.some(({ isGood }) => !isGood)
  })
  for (const { id, about } of failed) console.log(`\n${id} ${about}: failed, or was not run`)
  for (const { id, about, why } of CATALOGUE) if (why) console.log(`${id} ${about}: ${why}`)
  const passed = applying.length - failed.length
  const left = CATALOGUE.length - applying.length
  console.log(`\n${passed} of ${applying.length} cases pass, ${left} do not apply`)
  return failed.length > 0 ? 1 : 0
}

function read<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8')) as T
}
