import { parseArgs } from 'node:util'
import { type BenchCluster, openCluster } from './harness/cluster'
import { CORES, moveToRest } from './harness/machine'
import { isOk, printFigures, writeReport } from './harness/report'
import { buildAll } from './harness/server'
import { browserSuite } from './suites/browser'
import { growthSuite } from './suites/growth'
import { launchSuite } from './suites/launch'
import { mixedSuite } from './suites/mixed'
import { pagesSuite, type SuiteOptions, type SuiteResult } from './suites/pages'
import { policySuite } from './suites/policy'
import { startupSuite } from './suites/startup'

const USAGE = `npm run bench [-- <name>...] [-- --quick] [-- --people 10000]
  pages    every page against the bare page, autosave against a bare UPDATE
  mixed    50 pages/s and 50 saves/s together; kill -9 in the middle
  startup  start to first page, memory
  launch   a cycle for 10,000 people
  growth   database time at 100 and 100,000 people (--quick: 10,000)
  policy   what session and policy add to a page
  browser  loading on a slow device, typing in the editor
A name that is none of these is the name of one page, such as "Team, 50 reports".`

const SUITES: Record<
  string,
  (cluster: BenchCluster, options: SuiteOptions) => Promise<SuiteResult>
> = {
  pages: pagesSuite,
  mixed: mixedSuite,
  startup: startupSuite,
  launch: launchSuite,
  growth: growthSuite,
  policy: policySuite,
  browser: browserSuite,
}

/** Suites that call functions and open no page. */
const UNBUILT = ['launch', 'policy']

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    people: { type: 'string', default: '10000' },
    help: { type: 'boolean', default: false },
  },
})
if (values.help) console.log(USAGE)
else process.exitCode = await run()
process.exit()

async function run(): Promise<number> {
  if (chosen().some(({ suite }) => !UNBUILT.includes(suite))) await buildAll()
  const cluster = await openCluster()
  moveToRest(process.pid)
  moveToRest(cluster.pid())
  if (!CORES) console.log('One core or no taskset: server, database and load share the machine.')
  try {
    let isGood = true
    for (const { suite, only } of chosen())
      isGood = (await runSuite(cluster, suite, only)) && isGood
    return isGood ? 0 : 1
  } finally {
    await cluster.server.release()
  }
}

function chosen(): { suite: string; only: string | undefined }[] {
  const names = positionals.length > 0 ? positionals : Object.keys(SUITES)
  return names.map((name) =>
    SUITES[name] ? { suite: name, only: undefined } : { suite: 'pages', only: name },
  )
}

async function runSuite(cluster: BenchCluster, suite: string, only?: string): Promise<boolean> {
  console.log(`\n== ${only ?? suite}`)
  const options = { quick: values.quick, people: Number(values.people), only }
  const measure = SUITES[suite]
  if (!measure) throw new Error(USAGE)
  const { figures, notes } = await measure(cluster, options)
  printFigures(figures)
  for (const note of notes) console.log(note)
  console.log(`All of it: ${writeReport(suite, { figures, notes, options })}`)
  return figures.every((figure) => isOk(figure) !== false)
}
