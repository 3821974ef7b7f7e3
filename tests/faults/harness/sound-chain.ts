import { spawnSync } from 'node:child_process'
import { expect } from '@playwright/test'
import type { OwnDatabase } from '../../support/own-database'

/**
 * Whatever happened to a database: once a worker has sealed it, the command that an operator types
 * finds the audit log whole. Needs a worker that runs.
 */
export async function expectSoundChain(database: OwnDatabase, anchorFile: string): Promise<void> {
  const unsealed = async () => {
    await database.rows(`SELECT enqueue_job('seal-audit', 'after the faults', '{}'::jsonb)`)
    const { count } = await database.row<{ count: number }>(
      `SELECT count(*)::int AS count FROM audit_events e
       WHERE NOT EXISTS (SELECT FROM audit_seals s WHERE s.event_id = e.id)`,
    )
    return count
  }
  await expect.poll(unsealed, { timeout: 30_000, intervals: [500] }).toBe(0)
  const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', 'audit:verify'], {
    encoding: 'utf8',
    env: {
      ...process.env,
      RUNG_SECRET: database.secret,
      DATABASE_URL: database.ownerUrl,
      AUDIT_ANCHOR_FILE: anchorFile,
    },
  })
  expect({ status, said: `${stdout}${stderr}` }).toMatchObject({ status: 0 })
}
