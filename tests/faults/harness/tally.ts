import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Where tests of faults note what came of them; `npm run test:faults` sums it. */
export const TALLIES = 'test-results/faults/tallies.jsonl'

/** Times the fault was made, what clients were told, and what of it is missing or there twice. */
export type Tally = {
  runs: number
  acknowledged: number
  unknown: number
  lost: number
  doubled: number
}

export function noteTally(fault: string, tally: Tally): void {
  mkdirSync(dirname(TALLIES), { recursive: true })
  appendFileSync(TALLIES, `${JSON.stringify({ fault, ...tally })}\n`)
}

/** The sum of what was noted for one fault; null where its tests count nothing. */
export function tallyOf(fault: string): Tally | null {
  if (!existsSync(TALLIES)) return null
  const noted = readFileSync(TALLIES, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Tally & { fault: string })
    .filter((line) => line.fault === fault)
  if (noted.length === 0) return null
  const sum = (name: keyof Tally) => noted.reduce((total, line) => total + line[name], 0)
  return {
    runs: sum('runs'),
    acknowledged: sum('acknowledged'),
    unknown: sum('unknown'),
    lost: sum('lost'),
    doubled: sum('doubled'),
  }
}
