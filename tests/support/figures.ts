import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where the layers of the access tests leave what they counted; `npm run test:access` sums it. */
export const FIGURES = 'test-results/access'

/**
 * Notes the figures of one layer, each by its name in words. They add up over a run, for a worker
 * that met a failure is replaced by one that begins to count anew.
 */
export function writeFigures(layer: string, figures: Record<string, number>): void {
  mkdirSync(FIGURES, { recursive: true })
  const file = join(FIGURES, `${layer}.json`)
  const known = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, number>)
    : {}
  for (const [name, value] of Object.entries(figures)) known[name] = (known[name] ?? 0) + value
  writeFileSync(file, JSON.stringify(known))
}
