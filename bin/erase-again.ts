import { existsSync } from 'node:fs'
import { env } from '@/lib/env'
import type { Installation } from './installation'

/** After every migration: a restored backup may know people who were erased after it was made. */
export async function eraseAgain({ ownerUrl }: Pick<Installation, 'ownerUrl'>): Promise<void> {
  if (!existsSync(env.ERASURE_LOG_FILE)) return
  const { createDatabase } = await import('@/lib/db/client')
  const { replayErasures } = await import('@/lib/privacy/erasure/log/commands')
  const db = createDatabase({ url: ownerUrl, role: 'operator', max: 1 })
  try {
    const { replayed } = await replayErasures(db, { logFile: env.ERASURE_LOG_FILE })
    if (replayed.length > 0) console.log(`Erased again after a restore: ${replayed.join(', ')}.`)
  } finally {
    await db.$disconnect()
  }
}
