import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureGenerated } from '@/lib/db/generate'
import { run } from './run'

type Tally = { passed: number; failed: number }

// Everything, against the built product; the last line counts all of it.
const out = 'test-results'
rmSync(out, { recursive: true, force: true })
mkdirSync(out, { recursive: true })
ensureGenerated()

const tallies: Tally[] = []
tallies.push(await tool('route types', 'next', ['typegen']))
tallies.push(await tool('types', 'tsc', ['--noEmit', '-p', '.']))
tallies.push(await tool('lint', 'biome', ['check', '.']))
tallies.push(await vitest())
const built = await tool('build', 'tsx', ['bin/build.ts'])
tallies.push(built)
if (built.failed === 0) tallies.push(...(await browsers()))

const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0)
const failed = tallies.reduce((sum, tally) => sum + tally.failed, 0)
console.log(`\n${passed} passed, ${failed} failed`)
process.exit(failed > 0 ? 1 : 0)

async function tool(name: string, command: string, args: string[]): Promise<Tally> {
  console.log(`\n== ${name}`)
  const isGood = (await run(command, args)) === 0
  return isGood ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

async function vitest(): Promise<Tally> {
  console.log('\n== unit and integration')
  const file = join(out, 'vitest.json')
  const code = await run('vitest', [
    'run',
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ])
  const report = readReport<{ numPassedTests: number; numFailedTests: number }>(file)
  return withExitCode(
    { passed: report?.numPassedTests ?? 0, failed: report?.numFailedTests ?? 0 },
    code,
  )
}

// Two at once, each with a product of its own: much of a journey is waiting.
function browsers(): Promise<Tally[]> {
  console.log('\n== access and browser')
  const port = Number(process.env.RUNG_TEST_PORT ?? 3200)
  return Promise.all([
    playwright(['access'], { port, data: '.data/browser-tests' }),
    playwright(['e2e', 'faults'], { port: port + 1, data: '.data/browser-tests-2' }),
  ])
}

async function playwright(
  projects: string[],
  { port, data }: { port: number; data: string },
): Promise<Tally> {
  const file = join(out, `playwright-${projects[0]}.json`)
  const args = ['test', '--reporter=dot,json', ...projects.map((name) => `--project=${name}`)]
  const code = await run('playwright', args, {
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
    NODE_OPTIONS: '--conditions=react-server',
    RUNG_TEST_PORT: String(port),
    RUNG_TEST_DATA: data,
  })
  const report = readReport<{ stats: { expected: number; unexpected: number; flaky: number } }>(
    file,
  )
  const { expected = 0, unexpected = 0, flaky = 0 } = report?.stats ?? {}
  return withExitCode({ passed: expected + flaky, failed: unexpected }, code)
}

// A runner that died before its report, or found no test, has failed whatever it counted.
function withExitCode(tally: Tally, code: number): Tally {
  if (tally.failed === 0 && (code !== 0 || tally.passed === 0)) return { ...tally, failed: 1 }
  return tally
}

function readReport<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T
  } catch {
    return undefined
  }
}
