import { describe, expect, it } from 'vitest'
import { getInvitation } from '@/lib/auth/queries'
import { grantRole, revokeRole } from '@/lib/auth/roles/commands'
import { listRoleHolders } from '@/lib/auth/roles/queries'
import type { Transaction } from '@/lib/db/client'
import { invitePerson } from '@/lib/people/commands'
import { withRollback } from '@/tests/support/database'
import { setUpOrganisation, signedIn } from '../people/installation'

const INGRID = 'ingrid@example.org'

describe('roles of the operator', () => {
  it('are granted once, for everybody and for a team, and revoked', async () => {
    await withIngrid(async (db) => {
      await db.team.create({ data: { name: 'Payments' } })
      expect(await grantRole(db, { role: 'hr_partner', email: INGRID })).toMatchObject({
        name: 'Ingrid',
        isChanged: true,
      })
      expect(await grantRole(db, { role: 'HR partner', email: INGRID })).toMatchObject({
        isChanged: false,
      })
      await grantRole(db, { role: 'hr_partner', email: INGRID, team: 'Payments' })
      expect(await held(db)).toEqual([
        ['HR_PARTNER', null],
        ['HR_PARTNER', 'Payments'],
      ])
      await revokeRole(db, { role: 'hr_partner', email: INGRID })
      expect(await held(db)).toEqual([['HR_PARTNER', 'Payments']])
      expect(await revokeRole(db, { role: 'hr_partner', email: INGRID })).toMatchObject({
        isChanged: false,
      })
    })
  })

  it.each(['admin', 'hr_partner', 'auditor'])(
    'end the invitation that an administrator has seen: %s',
    async (role) => {
      await withIngrid(async (db) => {
        const admin = await signedIn(db, { email: 'admin@example.org', roles: ['ADMIN'] })
        const { id: personId } = await db.person.findUniqueOrThrow({ where: { email: INGRID } })
        const { url } = await invitePerson({ ...admin, now: new Date() }, { personId })
        const token = url?.split('/').at(-1) ?? ''
        expect(await getInvitation(db, token)).toMatchObject({ email: INGRID })
        await grantRole(db, { role, email: INGRID })
        expect(await getInvitation(db, token)).toBeNull()
      })
    },
  )

  it('are revoked whoever gave them, not the first of several only', async () => {
    await withIngrid(async (db) => {
      const { id: personId } = await db.person.findUniqueOrThrow({ where: { email: INGRID } })
      for (const source of ['manual', 'scim', 'oidc']) {
        await db.roleGrant.create({ data: { personId, role: 'AUDITOR', source } })
      }
      expect(await revokeRole(db, { role: 'auditor', email: INGRID })).toMatchObject({
        isChanged: true,
      })
      expect(await held(db)).toEqual([])
      expect(await db.auditEvent.count({ where: { action: 'role.revoke' } })).toBe(3)
    })
  })

  it('leave a row of audit without an actor', async () => {
    await withIngrid(async (db) => {
      await grantRole(db, { role: 'auditor', email: INGRID })
      await revokeRole(db, { role: 'auditor', email: INGRID })
      const events = await db.auditEvent.findMany({ orderBy: { id: 'asc' } })
      expect(events.map(({ action, actorId, reason }) => [action, actorId, reason])).toEqual([
        ['role.grant', null, 'operator'],
        ['role.revoke', null, 'operator'],
      ])
    })
  })

  it.each([
    ['an unknown role', { role: 'boss', email: INGRID }, 'INVALID'],
    ['an unknown person', { role: 'admin', email: 'nobody@example.org' }, 'NOT_FOUND'],
    ['an unknown team', { role: 'hr_partner', email: INGRID, team: 'Nowhere' }, 'NOT_FOUND'],
    ['a team for an administrator', { role: 'admin', email: INGRID, team: 'X' }, 'INVALID'],
  ])('refuse %s', async (_, wish, code) => {
    await withIngrid(async (db) => {
      await expect(grantRole(db, wish)).rejects.toMatchObject({ code })
      expect(await db.roleGrant.count()).toBe(0)
    })
  })

  it('keep the last administrator', async () => {
    await withIngrid(async (db) => {
      await grantRole(db, { role: 'admin', email: INGRID })
      await expect(revokeRole(db, { role: 'admin', email: INGRID })).rejects.toMatchObject({
        code: 'INVALID',
      })
      await signedIn(db, { email: 'second@example.org', roles: ['ADMIN'] })
      expect(await revokeRole(db, { role: 'admin', email: INGRID })).toMatchObject({
        isChanged: true,
      })
    })
  })

  it('are listed for administrators only', async () => {
    await withIngrid(async (db) => {
      const now = new Date(Date.now() + 60_000)
      const admin = await signedIn(db, { email: 'admin@example.org', roles: ['ADMIN'], now })
      expect((await listRoleHolders(admin)).map(({ title, name }) => [title, name])).toEqual([
        ['Administrator', 'admin'],
      ])
      const other = await signedIn(db, { email: INGRID, now })
      await expect(listRoleHolders(other)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    })
  })
})

async function withIngrid(work: (db: Transaction) => Promise<void>): Promise<void> {
  await withRollback(async (db) => {
    await setUpOrganisation(db)
    await db.person.create({ data: { email: INGRID, name: 'Ingrid' } })
    await work(db)
  })
}

// Within the test's one transaction the clock stands still: what ends now has ended.
async function held(db: Transaction) {
  const grants = await db.roleGrant.findMany({
    where: { validTo: null },
    orderBy: { validFrom: 'asc' },
    include: { scopeTeam: true },
  })
  return grants
    .map(({ role, scopeTeam }) => [role, scopeTeam?.name ?? null])
    .sort((a, b) => String(a[1] ?? '').localeCompare(String(b[1] ?? '')))
}
