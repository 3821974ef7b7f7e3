import { randomUUID } from 'node:crypto'
import { expect, test } from '@playwright/test'
import { rows } from '../../support/product'
import { ACTIONS } from '../action-inventory'
import { readWorld, type World } from '../world'
import { act, as, closeDesk, ORIGIN, row, unchanged, untouchedReview } from './desk'
import { goodSave, statusOfSave } from './saving'

let world: World

test.beforeAll(async () => {
  world = await readWorld()
})
test.afterAll(closeDesk)

const NUMBERS = [
  '1e309',
  '-1',
  '3.7',
  '"3"',
  '9007199254740993',
  'null',
  '[]',
  'true',
  '-1e309',
  '1.0000001',
]

test('E07 numbers and days out of range are refused', async () => {
  await unchanged(async () => {
    for (const number of NUMBERS) {
      const text = JSON.stringify({ ...goodSave(), baseVersion: 'N' }).replace('"N"', number)
      expect(await statusOfSave(world.managerReview, text), number).toBe(422)
      const rated = JSON.stringify({
        ...goodSave(),
        body: { text: '', ratings: { x: { value: 'N', note: '' } } },
      })
      if (number !== 'null')
        expect(await statusOfSave(world.managerReview, rated.replace('"N"', number)), number).toBe(
          422,
        )
    }
    const settings =
      ACTIONS['app/(workspace)/cycles/actions.ts#updateCycleAction']?.form?.(world) ?? {}
    const { cycleId: _, version: __, ...fresh } = settings
    const form = { ...fresh, ladderVersionId: await publishedLadder() }
    for (const day of [
      '0000-00-00',
      '0000-01-01',
      '2027-02-31',
      '2027-13-01',
      '9999-12-31T00:00',
      '99999-01-01',
      '2027-1-1',
      '01/02/2027',
      '+2027-01-01',
      ' 2027-01-01',
      '2027-02-29',
      'NaN',
      '1e9',
    ]) {
      for (const field of ['periodStart', 'launchOn', 'closeOn']) {
        const answer = await act('admin', 'createCycleAction', { form: { ...form, [field]: day } })
        expect(answer.code, `${field} ${day}`).toBe('INVALID')
      }
    }
    for (const graceDays of ['NaN', '1e309', '-1', '31', '3.7', '９', '[]'])
      expect(
        (await act('admin', 'createCycleAction', { form: { ...form, graceDays } })).code,
        graceDays,
      ).toBe('INVALID')
    for (const timeZone of ['Mars/Base', '../etc/passwd', 'UTC; DROP', ''])
      expect(
        (await act('admin', 'createCycleAction', { form: { ...form, timeZone } })).code,
        timeZone,
      ).toBe('INVALID')
  })
})

test('E08 strings are refused or come back byte for byte', async () => {
  const { id, email } = await untouchedReview('MANAGER')
  const client = await as(email)
  const put = (text: string, baseVersion: number) =>
    client.put(`/api/drafts/${id}/summary`, {
      headers: { Origin: ORIGIN, 'Content-Type': 'application/json' },
      data: Buffer.from(
        JSON.stringify({ saveId: randomUUID(), baseVersion, body: { text, ratings: {} } }),
      ),
    })
  await unchanged(async () => {
    for (const text of [
      'a\0b',
      '\uD800',
      'x\uDFFFy',
      'e'.repeat(64 * 1024 + 1),
      '\u0301'.repeat(40_000),
    ])
      expect((await put(text, 0)).status(), text.slice(0, 10)).toBe(422)
    expect((await put('x'.repeat(1_000_000), 0)).status()).toBe(413)
    expect((await put('x'.repeat(10_000_000), 0)).status()).toBe(413)
  })
  const kept = [
    '\u202Eevil\u202C',
    'a\u200Db',
    '👩‍👩‍👧‍👦 🏳️‍🌈',
    '\uFB01 ﬁ Ａ ß İ',
    'é e\u0301',
    '\u0301'.repeat(20_000),
    '\r\n\t\u0085\u2028',
    '"\'\\`$<!--',
    'x'.repeat(64 * 1024),
  ]
  let version = 0
  for (const text of kept) {
    const answer = await put(text, version)
    expect(answer.status(), text.slice(0, 10)).toBe(200)
    version = (await answer.json()).version
    const stored = await row<{ text: string }>(
      `SELECT body ->> 'text' AS text FROM drafts WHERE review_id = $1 AND section = 'summary'`,
      [id],
    )
    expect(stored.text === text, text.slice(0, 10)).toBe(true)
  }
})

test('E09 ratings off the scale, of another level or of no item are refused', async () => {
  const items = await rows<{ key: string }>(
    `SELECT DISTINCT i.key FROM items i JOIN reviews r ON r.id = $1 JOIN cycles c ON c.id = r.cycle_id
     WHERE i.version_id = c.ladder_version_id ORDER BY i.key`,
    [world.managerReview],
  )
  expect(items.length).toBeGreaterThan(10)
  const [some = { key: 'x' }] = items
  await unchanged(async () => {
    for (const value of [0, 6, -1, 2.5, '3', 'met', 99])
      expect(
        await statusOfSave(world.managerReview, {
          ...goodSave(),
          body: { text: '', ratings: { [some.key]: { value, note: '' } } },
        }),
      ).toBe(422)
    for (const key of ['no-such-item', 'UPPER', '__proto__', 'a b', 'x'.repeat(61)]) {
      const ratings = JSON.parse(`{"${key}":{"value":3,"note":""}}`)
      expect(
        await statusOfSave(world.managerReview, { ...goodSave(), body: { text: '', ratings } }),
        key,
      ).toBe(422)
    }
  })
})

const SQL = [
  "' OR '1'='1",
  "'; DROP TABLE people; --",
  '%',
  '_',
  '\\',
  '%%%',
  "Sam' --",
  '$1',
  '$(1)',
  "' UNION SELECT password_hash FROM accounts --",
  '\u02BC OR 1=1',
]

test('E10 SQL in a search is looked for as it stands', async () => {
  await unchanged(async () => {
    for (const text of SQL) {
      const query = encodeURIComponent(text)
      const found = await (await as('subj')).get(`/api/people/search?query=${query}`)
      expect(found.status(), text).toBe(200)
      expect(await found.json(), text).toEqual([])
      for (const page of [
        '/people?search=',
        '/admin/people?search=',
        '/ladder?q=',
        '/admin/audit?person=',
        `/cycles/${world.runningCycle}?team=`,
      ]) {
        const answer = await (await as('admin')).get(`${page}${query}`)
        expect([200, 404], `${page}${text}`).toContain(answer.status())
        expect(await answer.text(), `${page}${text}`).not.toContain('$argon2')
      }
    }
  })
})

test('E13 no search or path takes long, however it is made', async () => {
  const corpus = [
    'a'.repeat(50_000),
    `${'a'.repeat(30_000)}!`,
    '('.repeat(5_000),
    `${'/'.repeat(3_000)}x`,
    `${'@'.repeat(200)}.`,
    `${' '.repeat(10_000)}x`,
    `${'0-'.repeat(2_000)}x`,
    'é'.repeat(3_000),
  ]
  const client = await as('subj')
  await client.get('/people')
  for (const text of corpus) {
    for (const url of [
      `/people?search=${encodeURIComponent(text)}`,
      `/ladder?q=${encodeURIComponent(text)}`,
      `/sign-in?next=${encodeURIComponent(text)}`,
      `/reviews/${encodeURIComponent(text.slice(0, 3_000))}`,
    ]) {
      if (url.length > 15_000) continue
      const times: number[] = []
      for (let turn = 0; turn < 3; turn++) {
        const since = performance.now()
        const answer = await client.get(url)
        times.push(performance.now() - since)
        expect(answer.status(), url.slice(0, 60)).toBeLessThan(500)
      }
      expect(Math.min(...times), url.slice(0, 60)).toBeLessThan(500)
    }
  }
  for (const email of corpus) {
    const since = performance.now()
    await act('anon', 'signInAction', {
      form: { email, password: 'x', next: '/' },
      path: '/sign-in',
    })
    expect(performance.now() - since).toBeLessThan(1_000)
  }
})

async function publishedLadder(): Promise<string> {
  const { id } = await row<{ id: string }>(
    `SELECT v.id FROM ladder_versions v WHERE v.status = 'PUBLISHED' ORDER BY v.id DESC LIMIT 1`,
  )
  return id
}
