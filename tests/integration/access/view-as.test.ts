import { expect, test } from 'vitest'
import type { Role } from '@/lib/context'
import { getViewAs } from '@/lib/cycles/standing/view-as/queries'
import { contextAs, makePacketWorld } from '../../support/packet-factory'

test('on a real organisation it shows the policy and nobody', async () => {
  const world = await makePacketWorld({ peers: 1 })
  for (const role of ['ADMIN', 'HR_PARTNER'] as Role[]) {
    const ctx = await contextAs(world.strangerId, [role])
    const view = await getViewAs(ctx, { relation: 'mgr', also: 'peer_done', state: 'L' })
    expect(view).toMatchObject({
      ...{ relations: ['mgr', 'peer_done'], state: 'L', isDemonstration: false, example: null },
    })
    const cells = view.objects.flatMap((object) => object.cells)
    expect(cells.find(({ op }) => op === 'mgrReview.read')?.answer).toBe('yes')
    expect(cells.find(({ op }) => op === 'packet.share')?.answer).toBe('if')
    expect(JSON.stringify(view)).not.toContain(world.subjectId)
  }
})

test('it is refused to everybody else, and takes no word that is not its own', async () => {
  const world = await makePacketWorld({ peers: 1 })
  for (const roles of [[], ['AUDITOR'], ['LADDER_ADMIN']] as Role[][]) {
    const ctx = await contextAs(world.managerId, roles)
    await expect(getViewAs(ctx, {})).rejects.toMatchObject({ code: 'NOT_FOUND' })
  }
  const admin = await contextAs(world.strangerId, ['ADMIN'])
  for (const input of [{ relation: 'boss' }, { state: 'X' }, { person: world.subjectId }]) {
    await expect(getViewAs(admin, input)).rejects.toMatchObject({ code: 'INVALID' })
  }
})
