import { describe, expect, it, vi } from 'vitest'
import { acceptInvitation } from '@/lib/auth/commands'
import { getInvitation, getSignedIn } from '@/lib/auth/queries'
import { choosePassword, makePasswordLink } from '@/lib/auth/recovery/commands'
import { getPasswordReset } from '@/lib/auth/recovery/queries'
import { linkToken } from '@/lib/auth/token'
import type { Context } from '@/lib/context'
import type { Transaction } from '@/lib/db/client'
import { inviteEveryone } from '@/lib/people/accounts/commands'
import {
  deactivatePerson,
  invitePerson,
  reactivatePerson,
  revokeInvitation,
} from '@/lib/people/commands'
import { withRollback } from '@/tests/support/database'
import { setUpOrganisation, signedIn } from './installation'

const PASSWORD = 'seven green bicycles'

describe('invitePerson', () => {
  it('makes a link that works once, and only the last one', async () => {
    await withAdmin(async (ctx, db) => {
      const { id: personId } = await newPerson(db, 'sam@example.org')
      const older = tokenOf(await invitePerson(ctx, { personId }))
      const token = tokenOf(await invitePerson(ctx, { personId }))
      expect(await getInvitation(db, older)).toBeNull()
      expect(await getInvitation(db, token)).toMatchObject({ email: 'sam@example.org' })
      const { token: session } = await accept(db, token)
      expect(await getSignedIn(db, session)).toMatchObject({ actor: { id: personId } })
      await expect(accept(db, token)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    })
  })

  it('A18 makes no link for somebody who signs in through the provider', async () => {
    await withAdmin(async (ctx, db) => {
      const { id: personId } = await newPerson(db, 'sam@example.org')
      await db.identity.create({
        data: { issuer: 'https://id.example.org', subject: '7', personId },
      })
      await expect(invitePerson(ctx, { personId })).rejects.toMatchObject({ code: 'FORBIDDEN' })
      expect(await db.invitation.count({ where: { personId } })).toBe(0)
    })
  })

  it('stores only the hash of the token', async () => {
    await withAdmin(async (ctx, db) => {
      const { id: personId } = await newPerson(db, 'sam@example.org')
      const token = tokenOf(await invitePerson(ctx, { personId }))
      const [row] = await db.invitation.findMany()
      expect(row?.id).toMatch(/^[0-9a-f]{64}$/)
      expect(row?.id).not.toContain(token)
    })
  })

  it('mails the link where there is a mail server, and shows it to nobody', async () => {
    await withMail(async (ctx, db) => {
      const { id: personId } = await newPerson(db, 'sam@example.org')
      expect(await invitePerson(ctx, { personId })).toMatchObject({ url: null })
      const [message] = await db.outboxMessage.findMany({ where: { recipientId: personId } })
      expect(message).toMatchObject({ kind: 'invitation', state: 'QUEUED' })
      const { linkId } = await db.invitation.findFirstOrThrow({ where: { personId } })
      const { token } = await accept(db, linkToken('invitation', linkId))
      expect(await getSignedIn(db, token)).toMatchObject({ actor: { id: personId } })
    })
  })

  it('is taken back, once', async () => {
    await withAdmin(async (ctx, db) => {
      const { id: personId } = await newPerson(db, 'sam@example.org')
      const token = tokenOf(await invitePerson(ctx, { personId }))
      await revokeInvitation(ctx, { personId })
      expect(await getInvitation(db, token)).toBeNull()
      await expect(revokeInvitation(ctx, { personId })).rejects.toMatchObject({ code: 'CONFLICT' })
      const other = await signedIn(db, { email: 'hr@example.org', roles: ['HR_PARTNER'] })
      await expect(revokeInvitation(other, { personId })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      })
    })
  })

  it('is refused for oneself, for somebody deactivated and for nobody', async () => {
    await withAdmin(async (ctx, db) => {
      const gone = await newPerson(db, 'gone@example.org')
      await deactivatePerson(ctx, { personId: gone.id })
      const missing = '00000000-0000-7000-8000-000000000000'
      for (const [personId, code] of [
        [ctx.actor.id, 'FORBIDDEN'],
        [gone.id, 'INVALID'],
        [missing, 'NOT_FOUND'],
        ['{"not":""}', 'INVALID'],
      ]) {
        await expect(invitePerson(ctx, { personId })).rejects.toMatchObject({ code })
      }
      expect(await db.invitation.count()).toBe(0)
    })
  })

  it('gives an administrator no way into an account that exists; the operator has one', async () => {
    await withAdmin(async (ctx, db) => {
      const { id: personId } = await newPerson(db, 'sam@example.org')
      await accept(db, tokenOf(await invitePerson(ctx, { personId })))
      await expect(invitePerson(ctx, { personId })).rejects.toMatchObject({ code: 'FORBIDDEN' })
      const { url } = await makePasswordLink(db, { email: 'sam@example.org' })
      const { token } = await choosePassword(visitorTo(db), {
        token: tokenOf({ url }),
        password: PASSWORD,
      })
      expect(await getSignedIn(db, token)).toMatchObject({ actor: { id: personId } })
    })
  })

  it('shows no link to whoever invites an HR partner, auditor or administrator; mail and the operator reach them', async () => {
    for (const role of ['HR_PARTNER', 'AUDITOR', 'ADMIN'] as const) {
      const guarded = async (ctx: Context, db: Transaction) => {
        const { id: personId } = await newPerson(db, 'sam@example.org')
        await db.roleGrant.create({ data: { personId, role } })
        return invitePerson(ctx, { personId })
      }
      await withAdmin(async (ctx, db) => {
        await expect(guarded(ctx, db)).rejects.toThrow('npm run password -- sam@example.org')
      })
      await withMail(async (ctx, db) => {
        expect(await guarded(ctx, db)).toMatchObject({ url: null })
      })
    }
  })

  it('is not there for anybody but administrators', async () => {
    await withAdmin(async (_, db) => {
      const { id: personId } = await newPerson(db, 'sam@example.org')
      for (const roles of [[], ['HR_PARTNER'], ['LADDER_ADMIN'], ['AUDITOR']] as const) {
        const ctx = await signedIn(db, {
          email: `r${roles}@example.org`.toLowerCase(),
          roles: [...roles],
        })
        await expect(invitePerson(ctx, { personId })).rejects.toMatchObject({ code: 'NOT_FOUND' })
      }
    })
  })
})

describe('inviteEveryone', () => {
  it('mails those without an account or an open invitation, if they are as many as was said', async () => {
    await withMail(async (ctx, db) => {
      for (const name of ['ana', 'ben', 'cho', 'dee']) await newPerson(db, `${name}@example.org`)
      const [ana, ben, , dee] = await db.person.findMany({
        where: { email: { not: ctx.actor.email } },
        orderBy: { email: 'asc' },
      })
      await accept(db, await linkOf(db, ctx, ana?.id ?? ''))
      await invitePerson(ctx, { personId: ben?.id })
      await deactivatePerson(ctx, { personId: dee?.id })
      await expect(inviteEveryone(ctx, { count: 2 })).rejects.toMatchObject({ code: 'CONFLICT' })
      expect(await inviteEveryone(ctx, { count: 1 })).toEqual({ invited: 1 })
      expect(await db.outboxMessage.count({ where: { kind: 'invitation' } })).toBe(3)
      await expect(inviteEveryone(ctx, { count: 1 })).rejects.toMatchObject({ code: 'CONFLICT' })
    })
  })

  it('is refused without a mail server, and to whoever is no administrator', async () => {
    await withAdmin(async (ctx, db) => {
      await newPerson(db, 'sam@example.org')
      await expect(inviteEveryone(ctx, { count: 1 })).rejects.toMatchObject({ code: 'INVALID' })
      const other = await signedIn(db, { email: 'hr@example.org', roles: ['HR_PARTNER'] })
      await expect(inviteEveryone(other, { count: 1 })).rejects.toMatchObject({ code: 'NOT_FOUND' })
      expect(await db.invitation.count()).toBe(0)
    })
  })
})

describe('deactivatePerson', () => {
  it('ends sessions and links at once, and is taken back', async () => {
    await withAdmin(async (ctx, db) => {
      const { id: personId } = await newPerson(db, 'sam@example.org')
      const { token } = await accept(db, tokenOf(await invitePerson(ctx, { personId })))
      const { url } = await makePasswordLink(db, { email: 'sam@example.org' })
      await deactivatePerson(ctx, { personId })
      expect(await getSignedIn(db, token)).toBeNull()
      expect(await getPasswordReset(db, tokenOf({ url }))).toBeNull()
      expect(await db.person.findUnique({ where: { id: personId } })).toMatchObject({
        isActive: false,
        endedOn: expect.any(Date),
      })
      await reactivatePerson(ctx, { personId })
      expect(await getSignedIn(db, token)).toBeNull()
      expect(await db.person.findUnique({ where: { id: personId } })).toMatchObject({
        isActive: true,
        endedOn: null,
      })
    })
  })

  it('is for administrators and for HR partners with the person in scope', async () => {
    await withAdmin(async (_, db) => {
      const team = await db.team.create({ data: { name: 'Payments' } })
      const other = await db.team.create({ data: { name: 'Search' } })
      const { id: personId } = await newPerson(db, 'sam@example.org', team.id)
      const partner = async (email: string, scopeTeamId: string | null) =>
        signedIn(db, { email, roles: [{ role: 'HR_PARTNER', scopeTeamId }] })
      const outside = await partner('out@example.org', other.id)
      await expect(deactivatePerson(outside, { personId })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      })
      for (const scope of [team.id, null]) {
        await deactivatePerson(await partner(`in-${scope}@example.org`, scope), { personId })
        expect(await db.person.count({ where: { id: personId, isActive: false } })).toBe(1)
        await db.person.update({ where: { id: personId }, data: { isActive: true } })
      }
    })
  })

  it.each(['HR_PARTNER', 'AUDITOR', 'ADMIN'] as const)(
    'A18 brings nobody back as %s: that is granted anew, by two',
    async (role) => {
      await withAdmin(async (ctx, db) => {
        const { id: personId } = await newPerson(db, 'sam@example.org')
        await db.roleGrant.create({ data: { personId, role } })
        await db.roleGrant.create({ data: { personId, role: 'LADDER_ADMIN' } })
        await deactivatePerson(ctx, { personId })
        await reactivatePerson(ctx, { personId })
        const held = await db.roleGrant.findMany({ where: { personId, validTo: null } })
        expect(held.map((grant) => grant.role)).toEqual(['LADDER_ADMIN'])
        const ended = { subjectId: personId, action: 'role.revoke', reason: 'returned' }
        expect(await db.auditEvent.count({ where: ended })).toBe(1)
      })
    },
  )

  it('is refused for oneself and for the last administrator', async () => {
    await withAdmin(async (ctx, db) => {
      const partner = await signedIn(db, { email: 'hr@example.org', roles: ['HR_PARTNER'] })
      const personId = ctx.actor.id
      await expect(deactivatePerson(ctx, { personId })).rejects.toMatchObject({ code: 'FORBIDDEN' })
      await expect(deactivatePerson(partner, { personId })).rejects.toMatchObject({
        code: 'INVALID',
      })
      await signedIn(db, { email: 'second@example.org', roles: ['ADMIN'] })
      await deactivatePerson(partner, { personId })
      expect(await db.person.count({ where: { isActive: false } })).toBe(1)
    })
  })
})

async function withAdmin(work: (ctx: Context, db: Transaction) => Promise<void>): Promise<void> {
  await withRollback(async (db) => {
    await setUpOrganisation(db)
    await work(
      await signedIn(db, { email: 'admin@example.org', roles: ['ADMIN'], now: new Date() }),
      db,
    )
  })
}

async function withMail(work: (ctx: Context, db: Transaction) => Promise<void>): Promise<void> {
  vi.stubEnv('SMTP_URL', 'smtp://127.0.0.1:9')
  try {
    await withAdmin(work)
  } finally {
    vi.unstubAllEnvs()
  }
}

async function linkOf(db: Transaction, ctx: Context, personId: string): Promise<string> {
  await invitePerson(ctx, { personId })
  const { linkId } = await db.invitation.findFirstOrThrow({ where: { personId } })
  return linkToken('invitation', linkId)
}

function newPerson(db: Transaction, email: string, teamId: string | null = null) {
  return db.person.create({ data: { email, name: email, teamId } })
}

function tokenOf({ url }: { url: string | null }): string {
  return url?.split('/').at(-1) ?? ''
}

function accept(db: Transaction, token: string) {
  return acceptInvitation(visitorTo(db), { token, password: PASSWORD })
}

function visitorTo(db: Transaction) {
  return { db, origin: { ip: 'local', agent: '' }, requestId: null }
}
