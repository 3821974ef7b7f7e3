import { describe, expect, it } from 'vitest'
import { underLock } from '@/lib/scim/commands'
import type { ServiceContext } from '@/lib/scim/tokens/provider-context'
import { withProvider } from './provider'

describe('what a provider changes', () => {
  it('is changed while nobody else changes who stands where', async () => {
    await withProvider(async ({ ctx }) => {
      const locks = await underLock(
        ctx,
        ({ db }) => db.$queryRaw<{ objid: number }[]>`
          SELECT objid::int8 FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()
            AND objid = (hashtext('rung people import')::int8 & 4294967295)::oid`,
      )
      expect(locks).toHaveLength(1)
    })
  })

  it('is not begun for whoever may not write people', async () => {
    await withProvider(async ({ ctx }) => {
      const nobody: ServiceContext = { ...ctx, actor: { ...ctx.actor, roles: [] } }
      let begun = 0
      const attempt = underLock(nobody, async () => {
        begun++
      })
      await expect(attempt).rejects.toMatchObject({
        code: expect.stringMatching(/FORBIDDEN|NOT_FOUND/),
      })
      expect(begun).toBe(0)
    })
  })
})
