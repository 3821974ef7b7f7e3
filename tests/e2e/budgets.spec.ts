import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from '@playwright/test'

type Line = {
  measure: string
  value: number
  unit: string
  must?: number
  detail?: string
  ok: boolean | null
}

// Loads 10,000 people once and builds the hello page; both are kept for the next run.
const LIMIT_MS = 600_000

test('pages keep to their statements, bytes and requests in an organisation of 10,000', async () => {
  test.setTimeout(LIMIT_MS)
  const lines = await measured()
  const withBudget = lines.filter(({ must }) => must !== undefined)
  expect(withBudget.length).toBeGreaterThan(40)
  for (const { measure, value, unit, must, detail, ok } of withBudget) {
    const sentence = `${measure}: ${value}${unit}, at most ${must}${unit} (${detail ?? ''})`
    expect.soft(ok, sentence).toBe(true)
  }
})

async function measured(): Promise<Line[]> {
  const folder = mkdtempSync(join(tmpdir(), 'rung-budgets-'))
  const file = join(folder, 'budgets.json')
  const args = [
    '--conditions=react-server',
    '--import',
    'tsx',
    'tests/bench/sql.ts',
    '--json',
    file,
  ]
  try {
    // It ends with 1 when a budget is missed; then the lines say which.
    await promisify(execFile)(process.execPath, args, { timeout: LIMIT_MS }).catch((error) => {
      if (error.code !== 1) throw error
    })
    return JSON.parse(readFileSync(file, 'utf8')) as Line[]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
