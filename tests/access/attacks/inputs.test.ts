import { expect, test } from '@playwright/test'
import type { PERSONAS } from '../../support/personas'
import { ACTIONS } from '../action-inventory'
import { readWorld, type World } from '../world'
import { act, as, closeDesk, unchanged } from './desk'
import { goodSave, statusOfSave } from './saving'

const REFUSED = /^(NOT_FOUND|FORBIDDEN|INVALID|CONFLICT)$/
const OPERATORS = [
  { not: '' },
  { contains: '' },
  { in: ['x'] },
  { gt: '' },
  { equals: null },
  { OR: [] },
]
const NOTHING = [
  '',
  'undefined',
  'null',
  'NaN',
  '0',
  '[]',
  '{}',
  '*',
  '%',
  '00000000-0000-0000-0000-000000000000',
]
let world: World

test.beforeAll(async () => {
  world = await readWorld()
})
test.afterAll(closeDesk)

test('E01 E05 operators and nested writes in the body of a save are refused', async () => {
  const nested = [
    { connect: { id: world.wei } },
    { connectOrCreate: {} },
    { set: 'x' },
    { deleteMany: {} },
    { disconnect: true },
  ]
  await unchanged(async () => {
    for (const bad of [...OPERATORS, ...nested]) {
      for (const sent of [
        { ...goodSave(), saveId: bad },
        { ...goodSave(), baseVersion: bad },
        { ...goodSave(), body: bad },
        { ...goodSave(), body: { text: bad, ratings: {} } },
        { ...goodSave(), body: { text: 'x', ratings: bad } },
        { ...goodSave(), body: { text: 'x', ratings: { craft: bad } } },
        { ...goodSave(), author: bad },
      ]) {
        expect(await statusOfSave(world.managerReview, sent), JSON.stringify(sent)).toBe(422)
      }
    }
  })
})

test('E01 operators in the fields of a form and in the address are texts, and are refused', async () => {
  test.setTimeout(300_000)
  const wrong: string[] = []
  await unchanged(async () => {
    for (const { name, form, who } of formActions()) {
      for (const key of Object.keys(form)) {
        const attempts: Record<string, string>[] = [
          { ...without(form, key), [`${key}[not]`]: '' },
          { ...without(form, key), [`${key}.not`]: '' },
          { ...without(form, key), [`${key}[]`]: '{"not":""}' },
        ]
        for (const sent of attempts) await refused(wrong, { who, name, sent })
      }
    }
    for (const query of ['query[not]=', 'query[contains]=a', 'query=a&query=b&take=1000000000']) {
      const answer = await (await as('subj')).get(`/api/people/search?${query}`)
      expect(answer.status()).toBe(200)
      expect((await answer.json()).length, query).toBeLessThanOrEqual(10)
    }
  })
  expect(wrong).toEqual([])
})

test('E02 ids that are missing, empty or no ids match nothing', async () => {
  test.setTimeout(300_000)
  const wrong: string[] = []
  await unchanged(async () => {
    for (const { name, form, who } of formActions()) {
      for (const key of Object.keys(form).filter((field) => /Id$/.test(field))) {
        await refused(wrong, { who, name, sent: without(form, key) })
        for (const value of NOTHING)
          await refused(wrong, { who, name, sent: { ...form, [key]: value } })
      }
    }
    for (const id of NOTHING.filter((text) => text !== '')) {
      for (const url of [
        `/reviews/${id}`,
        `/reviews/packets/${id}`,
        `/reviews/share/${id}`,
        `/cycles/${id}`,
      ]) {
        const status = (await (await as('hr')).get(url.replaceAll('%', '%25'))).status()
        if (status !== 404) wrong.push(`${url}: ${status}`)
      }
    }
  })
  expect(wrong).toEqual([])
})

const NOT_THEIRS = [
  'role',
  'roles',
  'managerId',
  'state',
  'sharedAt',
  'authorId',
  'subjectId',
  'calibratedRating',
  'isActive',
  'revision',
  'closeRequestedById',
  'isDemo',
  'personId',
  'id',
]

test('E04 a field that is not the sender’s to set is refused, never passed over', async () => {
  test.setTimeout(300_000)
  const wrong: string[] = []
  for (const { name, form, who } of formActions()) {
    await unchanged(async () => {
      for (const field of NOT_THEIRS) {
        if (field in form) continue
        const answer = await act(who, name, { form: { ...form, [field]: 'ADMIN' } })
        if (answer.code !== 'INVALID')
          wrong.push(`${name} ${field}: ${answer.status} ${answer.code}`)
      }
    }).catch((error) => wrong.push(`${name}: ${error}`))
  }
  await unchanged(async () => {
    for (const field of NOT_THEIRS) {
      expect(
        await statusOfSave(world.managerReview, { ...goodSave(), [field]: 'ADMIN' }),
        field,
      ).toBe(422)
      expect(
        await statusOfSave(world.managerReview, {
          ...goodSave(),
          body: { ...goodSave().body, [field]: 'ADMIN' },
        }),
        field,
      ).toBe(422)
    }
  })
  expect(wrong).toEqual([])
})

test('E06 lists keep their order, size and place whatever the address says', async () => {
  test.setTimeout(300_000)
  const pages = [
    '/people',
    '/admin/people',
    '/team',
    '/cycles',
    '/reviews',
    '/admin/audit',
    `/cycles/${world.runningCycle}`,
    '/ladder',
    '/ladder/drift',
  ]
  const queries = [
    'sort=password',
    'sort=name;drop',
    'sort[]=x',
    'take=1000000000',
    'skip=-1',
    'page=-1',
    'page=1e9',
    'page=NaN',
    'cursor=x',
    'cursor=W10',
    `cursor=${'A'.repeat(5_000)}`,
    'after=%00',
    'status=all',
    'orderBy=passwordHash',
    'team=%25',
    'level=__proto__',
    'search=%',
    'q=\uFFFF',
  ]
  const wrong: string[] = []
  await unchanged(async () => {
    for (const page of pages) {
      for (const query of queries) {
        const answer = await (await as('admin')).get(`${page}?${query}`)
        if (![200, 404].includes(answer.status()))
          wrong.push(`${page}?${query}: ${answer.status()}`)
        const listed = (await answer.text()).match(/<tr\b/g)?.length ?? 0
        if (listed > 140) wrong.push(`${page}?${query}: ${listed} rows`)
      }
    }
  })
  expect(wrong).toEqual([])
})

type Form = Record<string, string>
type FormAction = { name: string; form: Form; who: keyof typeof PERSONAS }

/** The form actions, each with its right fields and somebody who may send it. */
function formActions(): FormAction[] {
  return Object.entries(ACTIONS).flatMap(([key, { form, for: allowed }]) =>
    form ? [{ name: key.split('#')[1] ?? key, form: form(world), who: allowed[0] ?? 'admin' }] : [],
  )
}

function without(form: Form, key: string): Form {
  return Object.fromEntries(Object.entries(form).filter(([name]) => name !== key))
}

async function refused(
  wrong: string[],
  { who, name, sent }: Omit<FormAction, 'form'> & { sent: Form },
) {
  const answer = await act(who, name, { form: sent })
  if (!REFUSED.test(answer.code ?? ''))
    wrong.push(`${name} ${JSON.stringify(sent)}: ${answer.status} ${answer.code}`)
}
