import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { applyRetention } from '@/lib/privacy/retention/commands'
import { listDue } from '@/lib/privacy/retention/queries'
import { testDatabase } from '../../support/database'
import { asSomebody, jobNow } from './privacy-world'
import { ago, hold, newPerson } from './retained'

test('K03 removes links for a password, tokens of providers and spent sign-ins by their terms', async () => {
  const owner = await testDatabase('owner')
  const [{ id: personId }, { id: heldId }] = [await newPerson(), await newPerson()]
  await hold({ personId: heldId })
  const link = (whose: string, days: number, usedDays?: number) => ({
    ...{ personId: whose, tokenHash: randomUUID(), expiresAt: ago(days) },
    usedAt: usedDays === undefined ? null : ago(usedDays),
  })
  const token = (whose: string, days: number, revokedDays?: number) => ({
    ...{ createdById: whose, name: 'Provider', tokenHash: randomUUID() },
    ...{ createdAt: ago(days + 100), expiresAt: ago(days) },
    revokedAt: revokedDays === undefined ? null : ago(revokedDays),
  })
  await owner.passwordReset.createMany({
    data: [link(personId, 31), link(personId, 29), link(personId, -1, 31), link(heldId, 31)],
  })
  await owner.scimToken.createMany({
    data: [token(personId, 366), token(personId, 364), token(personId, 300, 366)],
  })
  await owner.scimToken.create({ data: token(heldId, 366) })
  const spent = [randomUUID(), randomUUID()] as const
  await owner.spentSignIn.createMany({
    data: [
      { id: spent[0], at: ago(8) },
      { id: spent[1], at: ago(6) },
    ],
  })
  const admin = await asSomebody(['ADMIN'])
  const { rows } = await listDue(admin, { class: 'sign-in-attempts' })
  const due = rows.map(({ key }) => key)
  expect(due).toContain(`spent ${spent[0]}`)
  expect(due).not.toContain(`spent ${spent[1]}`)
  await applyRetention(await jobNow())
  const links = await owner.passwordReset.findMany({
    where: { personId: { in: [personId, heldId] } },
  })
  expect(links.map(({ personId: whose }) => whose).sort()).toEqual([personId, heldId].sort())
  const tokens = await owner.scimToken.findMany({
    where: { createdById: { in: [personId, heldId] } },
  })
  expect(tokens.map(({ createdById }) => createdById).sort()).toEqual([personId, heldId].sort())
  const left = await owner.spentSignIn.findMany({ where: { id: { in: [...spent] } } })
  expect(left.map(({ id }) => id)).toEqual([spent[1]])
})
