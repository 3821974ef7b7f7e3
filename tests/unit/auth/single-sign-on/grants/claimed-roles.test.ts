import fc from 'fast-check'
import { expect, it } from 'vitest'
import { roleClaimChanges, rolesOfClaim } from '@/lib/auth/single-sign-on/grants/claimed-roles'
import type { Role } from '@/lib/context'

const ROLES: Role[] = ['ADMIN', 'LADDER_ADMIN', 'HR_PARTNER', 'AUDITOR']
const roles = fc.uniqueArray(fc.constantFrom(...ROLES))

it('gives each mapped role once and nothing for other values', () => {
  const mapping = new Map<string, Role>([
    ['a', 'ADMIN'],
    ['b', 'ADMIN'],
    ['c', 'AUDITOR'],
  ])
  expect([...rolesOfClaim(['b', 'a', 'x', 'ADMIN'], mapping)]).toEqual(['ADMIN'])
  expect([...rolesOfClaim([], mapping)]).toEqual([])
})

it('leaves exactly the claimed roles, and changes nothing a second time', () => {
  fc.assert(
    fc.property(roles, roles, (held, claimed) => {
      const rows = held.map((role) => ({ id: `grant of ${role}`, role }))
      const wanted = new Set(claimed)
      const { granted, endedIds } = roleClaimChanges(rows, wanted)
      const after = [
        ...rows.filter(({ id }) => !endedIds.includes(id)),
        ...granted.map((role) => ({ id: `new ${role}`, role })),
      ]
      expect(new Set(after.map(({ role }) => role))).toEqual(wanted)
      expect(roleClaimChanges(after, wanted)).toEqual({ granted: [], endedIds: [] })
    }),
  )
})
