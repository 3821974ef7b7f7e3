import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where the layers of the access tests leave what they counted; `npm run test:access` sums it. */
export const FIGURES = 'test-results/access'

/** Notes the figures of one layer, each by its name in words. */
export function writeFigures(layer: string, figures: Record<string, number>): void {
  mkdirSync(FIGURES, { recursive: true })
  writeFileSync(join(FIGURES, `${layer}.json`), JSON.stringify(figures))
}
