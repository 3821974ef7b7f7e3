import { expect, test } from 'vitest'
import { nodesOf, parseLog } from '@/tests/bench/harness/statement-log'

const LOG = `2026-11-20 12:00:00.001 UTC [41] LOG:  duration: 0.250 ms  parse p1: SELECT name
\tFROM people WHERE id = $1
2026-11-20 12:00:00.002 UTC [41] LOG:  duration: 0.125 ms  bind p1: SELECT name
\tFROM people WHERE id = $1
2026-11-20 12:00:00.003 UTC [41] DETAIL:  Parameters: $1 = 'LOG:  duration: 9 ms  statement: SELECT 1'
2026-11-20 12:00:00.004 UTC [41] LOG:  duration: 0.500 ms  plan:
\t{
\t  "Query Text": "SELECT name",
\t  "Plan": { "Node Type": "Limit", "Plans": [{ "Node Type": "Seq Scan", "Relation Name": "people" }] }
\t}
2026-11-20 12:00:00.005 UTC [41] LOG:  duration: 0.625 ms  execute p1: SELECT name
\tFROM people WHERE id = $1
2026-11-20 12:00:00.006 UTC [41] LOG:  duration: 0.050 ms  statement: COMMIT
2026-11-20 12:00:00.007 UTC [12] LOG:  checkpoint starting: time
`

test('a statement counts once, with the time to parse, bind and execute it', () => {
  expect(parseLog(LOG).statements).toEqual([
    { text: 'SELECT name FROM people WHERE id = $1', ms: 1 },
    { text: 'COMMIT', ms: 0.05 },
  ])
})

test('a plan is found with the scans deep in it', () => {
  const [plan] = parseLog(LOG).plans
  expect(plan && nodesOf(plan.Plan).map((node) => node['Relation Name'])).toEqual([
    undefined,
    'people',
  ])
})
