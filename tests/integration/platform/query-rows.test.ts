import { afterAll, expect, it } from 'vitest'
import { createDatabase } from '@/lib/db/client'
import { Prisma } from '@/lib/db/generated/client'
import { queryRows } from '@/lib/db/query-rows'
import { testDatabase, testDatabaseUrl } from '../../support/database'

const db = createDatabase({ url: await testDatabaseUrl(), role: 'rows', max: 2 })
afterAll(() => db.$disconnect())

it('reads below Prisma what Prisma reads, type by type', async () => {
  const day = new Date('2026-03-29T00:00:00Z')
  const instant = new Date('2026-03-29T01:30:00.123Z')
  const words = ["O'Neil", 'ü\n"', '\\']
  const more = Prisma.sql`, ${'more'}::text AS more`
  const ask = (read: ReturnType<typeof queryRows<object>>) => read`
    SELECT 1::int AS whole, 2::smallint AS small, 9007199254740993::bigint AS big, 1.5::float8 AS float,
      12.50::numeric AS exact, true AS yes, NULL::text AS nothing, ${'text'} AS text,
      ${words}::text[] AS words, ARRAY[1, 2] AS numbers, ${day}::date AS day, ${instant}::timestamptz AS instant,
      ${JSON.stringify({ a: [1, null, 'ü'] })}::jsonb AS json, NULL::jsonb AS no_json, 'null'::jsonb AS json_null,
      '6f9619ff-8b86-4011-b42d-00c04fc964ff'::uuid AS id, 'SHARED'::"ParticipantStatus" AS state,
      ARRAY['6f9619ff-8b86-4011-b42d-00c04fc964ff']::uuid[] AS ids, ${true} AND ${7}::int = 7 AS given${more}`
  const below = await ask(queryRows(db))
  const through = await db.$transaction((tx) => ask(queryRows(tx)))
  expect(below).toEqual(through)
  expect(below).toEqual(await ask((text, ...values) => db.$queryRaw(text, ...values)))
  expect(below).toMatchObject([{ day, instant, words, big: 9007199254740993n, more: 'more' }])
})

it('reads every form of an instant', async () => {
  const [row] = await queryRows<Record<string, unknown>>(db)`
    SELECT '2026-03-29 01:30:00.123456+00'::timestamptz AS exact, '0044-03-15 00:00:00+00 BC'::timestamptz AS old,
      'infinity'::timestamptz AS never, '2026-03-29 01:30:00+05:45'::timestamptz AS elsewhere`
  expect(row).toEqual({
    exact: new Date('2026-03-29T01:30:00.123Z'),
    old: new Date('-000043-03-15T00:00:00Z'),
    never: Number.POSITIVE_INFINITY,
    elsewhere: new Date('2026-03-28T19:45:00Z'),
  })
})

it('reads the columns that are there now, whatever the same text had before', async () => {
  const owner = await testDatabase('owner')
  const ask = async () => {
    const own = createDatabase({ url: await testDatabaseUrl('owner'), role: 'rows', max: 1 })
    const rows = await queryRows(own)`SELECT * FROM shape`
    await own.$disconnect()
    return rows
  }
  await owner.$executeRaw`CREATE VIEW shape AS SELECT 1 AS first, '2'::bigint AS second`
  expect(await ask()).toEqual([{ first: 1, second: 2n }])
  await owner.$executeRaw`DROP VIEW shape`
  await owner.$executeRaw`CREATE VIEW shape AS SELECT 'a' AS first, now() - now() IS NULL AS third`
  expect(await ask()).toEqual([{ first: 'a', third: false }])
  await owner.$executeRaw`DROP VIEW shape`
})

it('is below Prisma but for transactions, and says what the database said', async () => {
  await expect(queryRows(db)`SELECT 1 / 0`).rejects.toMatchObject({ code: '22012' })
  const inside = db.$transaction((tx) => queryRows(tx)`SELECT 1 / 0`)
  await expect(inside).rejects.toMatchObject({ code: 'P2010' })
})

it('plans a statement once, knowing its limit and nothing else of its values', async () => {
  const plans = async (rows: number) => {
    const own = createDatabase({ url: await testDatabaseUrl(), role: 'rows', max: 2 })
    await queryRows(own)`SELECT * FROM generate_series(1, ${9}::int) LIMIT ${rows}`
    const [plan] = await queryRows<{ statement: string; generic: bigint; custom: bigint }>(own)`
      SELECT statement, generic_plans AS generic, custom_plans AS custom
      FROM pg_prepared_statements WHERE statement LIKE '%generate_series%' AND statement NOT LIKE '%pg_%'`
    await own.$disconnect()
    return plan
  }
  expect(await plans(3)).toEqual({
    statement: 'SELECT * FROM generate_series(1, $1::int) LIMIT 3',
    generic: 1n,
    custom: 0n,
  })
})

it('keeps to the transaction it is called in', async () => {
  await db
    .$transaction(async (tx) => {
      await tx.$executeRaw`SELECT set_config('app.uid', 'here', true)`
      const ask = (client: Prisma.TransactionClient) =>
        queryRows<{ uid: string }>(client)`SELECT current_setting('app.uid', true) AS uid`
      expect(await ask(tx)).toEqual([{ uid: 'here' }])
      expect((await ask(db))[0]?.uid).not.toBe('here')
      throw new Error('enough')
    })
    .catch(({ message }) => expect(message).toBe('enough'))
})

it('ends its connections with the client, also when Prisma never had one', async () => {
  const own = createDatabase({ url: await testDatabaseUrl(), role: 'rows end', max: 2 })
  await queryRows(own)`SELECT 1 AS one`
  await own.$disconnect()
  const open = () => queryRows<{ n: number }>(db)`
    SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name = 'rung rows end'`
  await expect.poll(async () => (await open())[0]?.n).toBe(0)
})
