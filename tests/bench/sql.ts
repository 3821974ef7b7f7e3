import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { openCluster } from './harness/cluster'
import { type Figure, isOk, printFigures, writeReport } from './harness/report'
import { buildAll } from './harness/server'
import { bytesSuite } from './suites/bytes'
import { statementsSuite } from './suites/statements'

// What does not depend on time: statements and scans at 10,000 people, and bytes and requests.
const { values } = parseArgs({
  options: { people: { type: 'string', default: '10000' }, json: { type: 'string' } },
})
process.exitCode = await run()
process.exit()

async function run(): Promise<number> {
  await buildAll()
  const cluster = await openCluster()
  try {
    const options = { quick: false, people: Number(values.people), only: undefined }
    const figures: Figure[] = []
    const notes: string[] = []
    for (const suite of [statementsSuite, bytesSuite]) {
      const result = await suite(cluster, options)
      printFigures(result.figures)
      for (const note of result.notes) console.log(note)
      figures.push(...result.figures)
      notes.push(...result.notes)
    }
    console.log(`All of it: ${writeReport('sql', { figures, notes, options })}`)
    if (values.json) writeFileSync(values.json, JSON.stringify(figures.map(summaryOf)))
    return figures.every((figure) => isOk(figure) !== false) ? 0 : 1
  } finally {
    await cluster.server.release()
  }
}

function summaryOf(figure: Figure) {
  const { measure, value, unit, budget, detail } = figure
  return { measure, value, unit, must: budget?.must, detail, ok: isOk(figure) }
}
