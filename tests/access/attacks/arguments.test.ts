import { expect, test } from '@playwright/test'
import { readWorld, type World } from '../world'
import { rulesWith } from './called-actions'
import { act, closeDesk, unchanged } from './desk'

const REFUSED = /^(NOT_FOUND|FORBIDDEN|UNAUTHENTICATED|INVALID|CONFLICT|LIMITED)$/
let world: World

test.beforeAll(async () => {
  world = await readWorld()
})
test.afterAll(closeDesk)

test('B12 arguments of the wrong shape are refused by every action', async () => {
  test.setTimeout(300_000)
  const wrong: string[] = []
  const shapes = (args: unknown[]): unknown[][] => [
    [],
    [null],
    [{ not: '' }],
    [[...args]],
    ['text', 3],
    [{ ...(args[0] as object), extra: 1 }],
    ...Object.keys(Object(args[0])).flatMap((key) =>
      [{ not: '' }, null, [], { in: ['x'] }, true].map((bad) => [
        { ...(args[0] as object), [key]: bad },
      ]),
    ),
  ]
  await unchanged(async () => {
    for (const { name, rule } of rulesWith(({ args }) => Boolean(args))) {
      const args = rule.args?.(world) ?? []
      // Whatever is sent to what takes nothing is not looked at.
      if (args.length === 0) continue
      const isPlain = typeof args[0] !== 'object'
      for (const sent of shapes(args)) {
        // An extra field on what is no object is the object alone.
        if (isPlain && sent.length === 1 && sent[0] === args[0]) continue
        const answer = await act(rule.for[0] ?? 'admin', name, { args: sent })
        if (!REFUSED.test(answer.code ?? ''))
          wrong.push(`${name} ${JSON.stringify(sent)}: ${answer.status} ${answer.code}`)
      }
    }
  })
  expect(wrong).toEqual([])
})

test('B12 a form action that is sent something else than a form does nothing', async () => {
  const wrong: string[] = []
  await unchanged(async () => {
    for (const { name, rule } of rulesWith(({ form }) => Boolean(form))) {
      for (const sent of [
        [],
        [null],
        [null, null],
        [null, { cycleId: { not: '' } }],
        [null, 'x'],
        [{}, []],
      ]) {
        const answer = await act(rule.for[0] ?? 'admin', name, { args: sent })
        if (!REFUSED.test(answer.code ?? ''))
          wrong.push(`${name} ${JSON.stringify(sent)}: ${answer.status} ${answer.code}`)
      }
    }
  })
  expect(wrong).toEqual([])
})
