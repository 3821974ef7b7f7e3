import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { SaveQueue } from '@/app/(workspace)/reviews/[reviewId]/save-queue'
import type { SectionBody } from '@/lib/reviews/body'
import { FakeClock, FakeServer, settled } from './fake-server'

const KEY = 'summary'
let clock: FakeClock
let server: FakeServer
let queue: SaveQueue
let saves = 0

beforeEach(() => setUp())

describe('when text is sent', () => {
  test('800 ms after the last key', async () => {
    type('a')
    await clock.pass(700)
    type('ab')
    await clock.pass(799)
    expect(server.requests).toEqual([])
    await clock.pass(1)
    expect(texts(server.requests.map(({ body }) => body))).toEqual(['ab'])
    expect(queue.status()).toMatchObject({ kind: 'saved', savedAt: 'version 1' })
  })

  test('after 2 s of typing without a pause', async () => {
    for (let key = 1; key <= 9; key++) {
      type('x'.repeat(key))
      await clock.pass(250)
    }
    expect(server.requests).toHaveLength(1)
    expect(server.requests[0]?.body.text).toBe('xxxxxxxx')
  })

  test('one at a time, the newest text next', async () => {
    const release = holdAnswers()
    type('first')
    await clock.pass(800)
    type('second')
    await clock.pass(5_000)
    type('third')
    await clock.pass(5_000)
    expect(server.requests).toHaveLength(1)
    release()
    await clock.pass(5_000)
    expect(texts(server.history)).toEqual(['first', 'third'])
  })

  test('“saved” is said only after the answer', async () => {
    const release = holdAnswers()
    type('text')
    expect(queue.status().kind).toBe('unsaved')
    await clock.pass(800)
    expect(queue.status()).toMatchObject({ kind: 'saving', savedAt: null })
    release()
    await settled()
    expect(queue.status()).toMatchObject({ kind: 'saved', savedAt: 'version 1' })
  })

  test('at once when the page is left', async () => {
    type('last words')
    queue.leave()
    await settled()
    expect(server.body.text).toBe('last words')
  })

  test('at once before handing in', async () => {
    type('complete')
    expect(await queue.flush()).toBe(true)
    expect(server.body.text).toBe('complete')
  })
})

describe('when saving fails', () => {
  test('a save whose answer was lost is sent again as it was, then the newer text', async () => {
    server.fault = 'lost-answer'
    type('one')
    await clock.pass(800)
    expect(queue.status().kind).toBe('retrying')
    type('one two')
    server.fault = 'none'
    await clock.pass(60_000)
    const [first, second, third] = server.requests
    expect(second).toEqual(first)
    expect(third?.body.text).toBe('one two')
    expect(texts(server.history)).toEqual(['one', 'one two'])
    expect(server.conflicts.size).toBe(0)
  })

  test('waits twice as long after each failure, at most 5 s', async () => {
    server.fault = 'lost-request'
    type('text')
    await clock.pass(800 + 500 + 1_000 + 2_000)
    expect(server.requests).toHaveLength(4)
    await clock.pass(3_600_000)
    expect(server.requests.length).toBeLessThan(4 + 3_600 / 2.5 + 8)
    server.fault = 'none'
    queue.retryNow()
    await settled()
    expect(server.body.text).toBe('text')
  })

  test('handing in is told that something stands in the way', async () => {
    server.fault = 'lost-request'
    type('text')
    expect(await queue.flush()).toBe(false)
  })

  test('signed out, it keeps the text and goes on when asked', async () => {
    server.fault = 'signed-out'
    type('text')
    await clock.pass(10_000)
    expect(queue.status().kind).toBe('signed-out')
    expect(server.requests).toHaveLength(1)
    type('text and more')
    await clock.pass(10_000)
    expect(server.requests).toHaveLength(1)
    server.fault = 'none'
    queue.retryNow()
    await clock.pass(10_000)
    expect(texts(server.history)).toEqual(['text', 'text and more'])
  })
})

describe('when another tab has saved', () => {
  test('both texts are kept and shown, and nothing is sent until one is chosen', async () => {
    server.saveElsewhere('theirs')
    type('mine')
    await clock.pass(800)
    expect(queue.section(KEY)).toMatchObject({
      body: { text: 'mine' },
      clash: { theirs: { text: 'theirs' }, keys: ['text'] },
    })
    expect([...server.conflicts.values()].map(({ body }) => body.text)).toEqual(['mine'])
    type('mine, longer')
    await clock.pass(60_000)
    expect(server.requests).toHaveLength(1)
    queue.resolve(KEY, { ...queue.section(KEY).body, text: 'mine and theirs' })
    await clock.pass(0)
    expect(server.body.text).toBe('mine and theirs')
    expect(server.settledIds).toEqual(new Set(['conflict 0']))
  })

  test('what only one side changed is joined without a question', async () => {
    server.saveElsewhere('theirs')
    queue.change(KEY, { text: '', ratings: { item: { value: 4, note: 'seen' } } })
    await clock.pass(5_000)
    expect(queue.section(KEY).clash).toBeNull()
    expect(server.body).toEqual({ text: 'theirs', ratings: { item: { value: 4, note: 'seen' } } })
    expect(queue.status().kind).toBe('saved')
  })
})

type Step =
  | { do: 'type'; text: string }
  | { do: 'wait'; time: number }
  | { do: 'elsewhere'; text: string }
  | { do: 'fault'; fault: FakeServer['fault'] }
  | { do: 'choose'; mine: boolean }
  | { do: 'leave' | 'retry' | 'flush' }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('type'), text: fc.string({ maxLength: 4 }) }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('wait'), time: fc.nat(5_000) }) },
  fc.record({ do: fc.constant('elsewhere'), text: fc.string({ maxLength: 4 }) }),
  fc.record({
    do: fc.constant('fault'),
    fault: fc.constantFrom('none', 'lost-request', 'lost-answer', 'signed-out'),
  }),
  fc.record({ do: fc.constant('choose'), mine: fc.boolean() }),
  fc.record({ do: fc.constantFrom('leave', 'retry', 'flush') }),
) as fc.Arbitrary<Step>

test('no acknowledged text disappears, and what was typed last is saved in the end', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      setUp()
      for (const one of steps) await take(one)
      server.fault = 'none'
      type('the end')
      for (let round = 0; round < 5; round++) {
        queue.retryNow()
        await clock.pass(60_000)
        await take({ do: 'choose', mine: true })
      }
      expect(queue.status().kind).toBe('saved')
      expect(server.body).toEqual(queue.section(KEY).body)
      for (const body of server.acknowledged) expect(server.history).toContainEqual(body)
      for (const { id } of server.conflicts.values()) expect(server.settledIds).toContain(id)
    }),
    { numRuns: 400 },
  )
})

async function take(one: Step): Promise<void> {
  if (one.do === 'type') type(one.text)
  if (one.do === 'wait') await clock.pass(one.time)
  if (one.do === 'elsewhere') server.saveElsewhere(one.text)
  if (one.do === 'fault') server.fault = one.fault
  if (one.do === 'leave') queue.leave()
  if (one.do === 'retry') queue.retryNow()
  if (one.do === 'flush') await Promise.race([queue.flush(), settled()])
  const { clash, body } = queue.section(KEY)
  if (one.do === 'choose' && clash) queue.resolve(KEY, one.mine ? body : clash.theirs)
}

function setUp(): void {
  clock = new FakeClock()
  server = new FakeServer()
  saves = 0
  queue = new SaveQueue(
    { [KEY]: { body: { text: '', ratings: {} }, version: 0 } },
    {
      send: (payload) => server.send(payload),
      newId: () => `save ${++saves}`,
      random: () => 0,
      clock,
      onChange: () => {},
      onTyped: () => {},
      onSaved: () => {},
      onSettled: (id) => server.settledIds.add(id),
    },
  )
}

function type(text: string): void {
  queue.change(KEY, { ...queue.section(KEY).body, text })
}

function texts(bodies: readonly SectionBody[]): string[] {
  return bodies.map(({ text }) => text)
}

function holdAnswers(): () => void {
  const held: (() => void)[] = []
  const send = server.send.bind(server)
  let isHeld = true
  server.send = async (payload) => {
    const answer = await send(payload)
    if (isHeld) await new Promise<void>((resolve) => held.push(resolve))
    return answer
  }
  return () => {
    isHeld = false
    for (const release of held) release()
  }
}
