import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Transaction } from '@/lib/db/client'
import { Prisma } from '@/lib/db/generated/client'
import type { Filter } from '@/lib/scim/filter/filter'
import { type Json, matches } from '@/lib/scim/filter/match'
import { parseFilter } from '@/lib/scim/filter/parse'
import { printFilter } from '@/lib/scim/filter/print'
import { filterSql } from '@/lib/scim/resources/filter-statement'
import { listUsers } from '@/lib/scim/users/queries'
import { SEEN_PEOPLE, userColumn } from '@/lib/scim/users/statement'
import { ENTERPRISE, newUser, PERSON, queryOf, withProvider } from './provider'

describe('listUsers', () => {
  it('finds by SQL whom the filter finds among the resources', async () => {
    await withProvider(async ({ ctx }) => {
      const boss = await newUser(ctx, 'ann', {
        [PERSON]: { level: 'Staff', startedOn: '2020-02-29' },
      })
      const manager = { value: boss.id }
      await newUser(ctx, 'Bob', {
        externalId: 'A_1',
        [ENTERPRISE]: { department: 'Payments', manager },
      })
      await newUser(ctx, 'carl', { externalId: 'a%1', active: false, displayName: 'carl 100%' })
      await newUser(ctx, 'dora', {
        [ENTERPRISE]: { department: 'payments 2' },
        [PERSON]: { startedOn: '2024-01-01' },
      })
      const everybody = (await listUsers(ctx, queryOf())).Resources as unknown as (Json & {
        id: string
      })[]
      await fc.assert(
        fc.asyncProperty(filters(boss.id), async (filter) => {
          const found = await listUsers(ctx, queryOf({ filter: printFilter(filter) }))
          const wanted = everybody.filter((one) => matches(filter, one, { isExact }))
          expect(found.Resources.map(({ id }) => id)).toEqual(wanted.map(({ id }) => id))
          expect(found.totalResults).toBe(wanted.length)
        }),
        { numRuns: 300 },
      )
    })
  })

  it('is cut, sorted and narrowed as it is asked', async () => {
    await withProvider(async ({ ctx }) => {
      for (const name of ['dora', 'ann', 'carl', 'bob']) await newUser(ctx, name)
      const pageOf = async (query: Record<string, string>) => listUsers(ctx, queryOf(query))
      const names = async (query: Record<string, string>) =>
        (await pageOf(query)).Resources.map((one) => String(one.userName).split('@')[0])
      expect(await names({ sortBy: 'userName' })).toEqual(['admin', 'ann', 'bob', 'carl', 'dora'])
      expect(await names({ sortBy: 'userName', sortOrder: 'descending', count: '2' })).toEqual([
        'dora',
        'carl',
      ])
      const middle = { sortBy: 'userName', startIndex: '2', count: '2' }
      expect(await names(middle)).toEqual(['ann', 'bob'])
      expect(await pageOf(middle)).toMatchObject({
        totalResults: 5,
        startIndex: 2,
        itemsPerPage: 2,
      })
      expect(await pageOf({ count: '0' })).toMatchObject({ totalResults: 5, Resources: [] })
      expect(await pageOf({ startIndex: '-3', count: '999999999' })).toMatchObject({
        startIndex: 1,
        itemsPerPage: 5,
      })
      const [one] = (
        await pageOf({ attributes: 'userName,name.familyName', count: '1', startIndex: '2' })
      ).Resources
      expect(one).toEqual({
        schemas: expect.any(Array),
        id: expect.any(String),
        userName: 'dora@example.org',
        name: { familyName: 'Example' },
      })
      const [other] = (await pageOf({ excludedAttributes: 'emails,meta.location' })).Resources
      expect(other).not.toHaveProperty('emails')
      expect(other?.meta).not.toHaveProperty('location')
    })
  })

  it.each([
    ['E06 a sort by a column', { sortBy: 'password_hash' }],
    ['E06 a sort by SQL', { sortBy: 'userName; DROP TABLE people' }],
    ['E06 a count that is no number', { count: '1e9' }],
    ['E06 an order that is none', { sortOrder: 'asc; --' }],
    ['E01 a filter that is no filter', { filter: '{"not":""}' }],
    ['E01 a filter on what is not kept', { filter: 'password eq "x"' }],
    ['a filter on another schema', { filter: 'urn:x:y:userName eq "x"' }],
    ['a comparison of a flag with text', { filter: 'active gt "x"' }],
    ['a time that is none', { filter: 'meta.created gt "yesterday"' }],
    ['an element within an element', { filter: 'emails[emails[value eq "x"]]' }],
  ])('refuses %s', async (_, query) => {
    await withProvider(async ({ ctx }) => {
      await expect((async () => listUsers(ctx, queryOf(query)))()).rejects.toMatchObject({
        code: 'INVALID',
      })
    })
  })

  it('asks the indexes for an address, an id and the provider’s own id', async () => {
    await withProvider(async ({ ctx, db }) => {
      await db.$executeRaw`SET LOCAL enable_seqscan = off`
      await newUser(ctx, 'sam')
      for (const [filter, index] of [
        ['userName eq "Sam@example.org"', 'people_email_key'],
        ['externalId eq "ext-sam"', 'scim_people_external_id_key'],
        ['emails[type eq "work" and value eq "sam@example.org"]', 'people_email_key'],
      ] as const) {
        expect(await planOf(db, filter)).toContain(index)
        expect((await listUsers(ctx, queryOf({ filter }))).totalResults).toBe(1)
      }
    })
  })
})

async function planOf(db: Transaction, filter: string): Promise<string> {
  const where = filterSql(parseFilter(filter), userColumn)
  const rows = await db.$queryRaw<object[]>(
    Prisma.sql`EXPLAIN SELECT p.id FROM ${SEEN_PEOPLE} WHERE ${where}`,
  )
  return JSON.stringify(rows)
}

const EXACT = ['externalid', 'id', 'manager', 'startedon']

function isExact({ name }: { name: string }): boolean {
  return EXACT.includes(name.toLowerCase())
}

function filters(bossId: string): fc.Arbitrary<Filter> {
  const texts = [
    'ann',
    'A_1',
    'a%1',
    'Example',
    '%',
    '_',
    '',
    'payments',
    'PAYMENTS 2',
    '2024',
    'ic',
    bossId,
    '@',
    "'",
    '\\',
  ]
  const names = [
    'userName',
    'externalId',
    'id',
    'displayName',
    'name.givenName',
    'name.familyName',
    'emails',
    'emails.value',
    `${ENTERPRISE}:department`,
    `${ENTERPRISE}:manager`,
    `${ENTERPRISE}:manager.value`,
    `${PERSON}:level`,
    `${PERSON}:startedOn`,
  ]
  const compared = fc
    .tuple(
      fc.constantFrom(...names),
      fc.constantFrom('eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'),
      fc.constantFrom(...texts),
    )
    .map(([name, sign, text]) => parseFilter(`${name} ${sign} ${JSON.stringify(text)}`))
  const others = fc
    .constantFrom(
      'active eq true',
      'active ne true',
      `${ENTERPRISE}:manager pr`,
      `${PERSON}:level pr`,
      `${ENTERPRISE}:department eq null`,
      'externalId ne null',
      'emails[type eq "work" and value co "an"]',
      'emails[primary eq false]',
    )
    .map(parseFilter)
  return fc.letrec<{ filter: Filter }>((tie) => ({
    filter: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      compared,
      others,
      fc.record({ kind: fc.constant('not' as const), of: tie('filter') }),
      fc.record({
        kind: fc.constantFrom('and' as const, 'or' as const),
        left: tie('filter'),
        right: tie('filter'),
      }),
    ),
  })).filter
}
