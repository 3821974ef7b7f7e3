import { request as httpRequest } from 'node:http'
import { expect, test } from '@playwright/test'
import { EVERYBODY, type Persona } from '../../support/personas'
import { rows } from '../../support/product'
import { PAGES } from '../inventory'
import { ROUTES } from '../route-inventory'
import { readWorld, type World } from '../world'
import { type Named, rulesWith } from './called-actions'
import { act, actionId, actions, as, closeDesk, ORIGIN, PORT, tokenOf, unchanged } from './desk'

let world: World

test.beforeAll(async () => {
  world = await readWorld()
})
test.afterAll(closeDesk)

test('B01 an action that was sent for oneself does nothing with the ids of others', async () => {
  const mine = { reviewId: world.selfReview, reason: 'I want it back.' }
  await unchanged(async () => {
    for (const reviewId of [world.managerReview, world.peerReview]) {
      const answer = await act('subj', 'requestReopeningAction', { form: { ...mine, reviewId } })
      expect(answer.code).toBe('NOT_FOUND')
    }
    const submit = { version: 0, idempotencyKey: crypto.randomUUID() }
    for (const reviewId of [world.managerReview, world.selfReview]) {
      const args = [{ reviewId, ...submit }]
      expect((await act('peer', 'submitReviewAction', { args })).code).toBe('NOT_FOUND')
    }
    const form = { packetId: world.freshPacket, received: 'yes', typedName: 'Sam', comment: '' }
    expect((await act('subj', 'acknowledgeAction', { form })).code).toBe('NOT_FOUND')
  }, 5)
})

test('B02 an action of the administrator is refused wherever it is sent to', async () => {
  const administrative = rulesWith(({ for: allowed }) => allowed.join() === 'admin')
  expect(administrative.length).toBeGreaterThan(5)
  const wrong: string[] = []
  await unchanged(async () => {
    for (const { name, rule } of administrative) {
      for (const path of ['/', '/me', '/sign-in', '/ladder', '/no-such-page']) {
        const sent = { form: rule.form?.(world), args: rule.args?.(world), path }
        const answer = await act('stranger', name, sent)
        if (!/^(NOT_FOUND|FORBIDDEN)$/.test(answer.code ?? ''))
          wrong.push(`${name} at ${path}: ${answer.status} ${answer.code}`)
      }
    }
  })
  expect(wrong).toEqual([])
})

test('B03 an action without an origin is refused, whatever its form', async () => {
  const wrong: string[] = []
  await unchanged(async () => {
    for (const { name, rule } of rulesWith((rule) => rule.for.length > 0)) {
      const who = rule.for[0] ?? 'admin'
      const sent = { form: rule.form?.(world), args: rule.args?.(world) }
      const answer = await act(who, name, { ...sent, origin: '' })
      if (answer.code !== 'FORBIDDEN' && answer.status !== 403)
        wrong.push(`${name}: ${answer.status} ${answer.code}`)
    }
  })
  expect(wrong).toEqual([])
})

const FOREIGN = `SELECT 1 FROM audit_events WHERE action = 'edge.refuse' AND decision = 'deny'
  AND reason LIKE 'ORIGIN %' AND at > now() - interval '1 minute'`

test('B04 B10 an action from another origin is refused before it runs, also with a forged host', async () => {
  const { name, rule } = rulesWith(({ form }) => Boolean(form))[0] as Named
  const evil = 'https://evil.example'
  const hosts: Record<string, string>[] = [
    {},
    { 'X-Forwarded-Host': 'evil.example' },
    { 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'https' },
    { Forwarded: 'host=evil.example;proto=https' },
  ]
  await unchanged(async () => {
    for (const origin of [
      'null',
      evil,
      `http://sub.localhost:${PORT}`,
      `http://localhost:${PORT + 1}`,
      `https://localhost:${PORT}`,
    ]) {
      for (const headers of hosts) {
        const answer = await act(rule.for[0] ?? 'admin', name, {
          form: rule.form?.(world),
          origin,
          headers,
        })
        expect(answer.status, `${origin} ${JSON.stringify(headers)}`).toBe(403)
      }
    }
    const forged = await sendAs('evil.example', { name, origin: evil })
    expect(forged).toBe(403)
    expect(await sendAs('evil.example', { name, origin: 'http://evil.example' })).toBe(403)
  })
  // The edge has no database; what it counted is on record soon after.
  await expect
    .poll(async () => (await rows(FOREIGN)).length, { timeout: 20_000, intervals: [1_000] })
    .toBeGreaterThan(0)
})

test('B10 a forged host is in no address that we answer with', async () => {
  for (const path of ['/', '/me', '/ladder/', '//other.example/', '/team?view=all', '/sign-in']) {
    const forged: Record<string, string>[] = [
      { Host: 'evil.example', 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'https' },
      {
        Host: 'evil.example',
        'X-Forwarded-Server': 'evil.example',
        'X-Original-Host': 'evil.example',
      },
    ]
    for (const headers of forged) {
      const { location, body } = await get(path, headers)
      expect(new URL(location, ORIGIN).origin, `${path} to ${location}`).toBe(ORIGIN)
      expect(body, path).not.toContain('evil.example')
    }
  }
})

test('B15 an unknown action is told so, and nothing runs', async () => {
  await unchanged(async () => {
    for (const id of [
      '0'.repeat(42),
      'x',
      `${actionId('signOutAction')}0`,
      '__proto__',
      'constructor',
      '../x',
      ' ',
    ]) {
      const answer = await (await as('subj')).post('/', {
        headers: { 'Next-Action': id, Origin: ORIGIN, 'Content-Type': 'text/plain;charset=UTF-8' },
        data: '[]',
      })
      expect([400, 409], id).toContain(answer.status())
      expect(await answer.text(), id).not.toMatch(/at \w+ \(|node_modules|\.next\/server/)
    }
    const gone = await (await as('subj')).post('/', {
      headers: { 'Next-Action': '0'.repeat(42), Origin: ORIGIN, 'Content-Type': 'text/plain' },
      data: '[]',
    })
    expect(gone.status()).toBe(409)
    expect(gone.headers()['x-nextjs-action-not-found']).toBe('1')
  })
})

test('B18 an action answers with what it declares and nothing else', async () => {
  const answer = await act('mgr', 'peerLoadAction', {
    args: [{ participantId: world.participant, personId: world.wei }],
  })
  const [data] = /\{"ok":true.*\}/.exec(answer.text) ?? ['']
  const keys = [...data.matchAll(/"(\w+)":/g)].map(([, key]) => key)
  const declared = [
    'ok',
    'data',
    'personId',
    'name',
    'email',
    'team',
    'level',
    'open',
    'relation',
    'isNear',
    'reason',
    'load',
  ]
  expect(keys.filter((key) => !declared.includes(key ?? ''))).toEqual([])
  const refused = await act('stranger', 'peerLoadAction', {
    args: [{ participantId: world.participant, personId: world.wei }],
  })
  const [failure] = /\{"ok":false.*?\}\}/.exec(refused.text) ?? ['']
  expect([...failure.matchAll(/"(\w+)":/g)].map(([, key]) => key)).toEqual([
    'ok',
    'code',
    'message',
    'fields',
  ])
})

test('B19 an error of the database is not told, and what was written is not in the log', async () => {
  await rows(`CREATE FUNCTION broken_for_test() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'secret-of-the-database %', NEW; END $$`)
  await rows(`CREATE TRIGGER broken_for_test BEFORE INSERT OR UPDATE ON ladders
    FOR EACH ROW EXECUTE FUNCTION broken_for_test()`)
  try {
    const answer = await act('admin', 'startLadderAction', {
      form: { name: 'Secret name', track: 'Secret track', level: 'Secret level' },
    })
    expect(answer.code).toBe('UNEXPECTED')
    expect(answer.text).not.toMatch(/secret-of|Secret (name|track)|Prisma|P\d{4}|at \w+ \(/)
  } finally {
    await rows('DROP TRIGGER broken_for_test ON ladders')
    await rows('DROP FUNCTION broken_for_test')
  }
})

test('B20 a GET writes nothing, also when it names an action', async () => {
  test.setTimeout(300_000)
  const urls = [...Object.values(PAGES), ...Object.values(ROUTES)]
    .filter((rule) => !('method' in rule) || rule.method === 'GET')
    .flatMap((rule) => rule.visits(world).map(({ url }) => url))
  await unchanged(async () => {
    for (const persona of ['admin', 'mgr', 'subj', 'hr'] as const) {
      for (const url of urls) await (await as(persona)).get(url)
    }
    for (const { id, file } of actions()) {
      const headers = { 'Next-Action': id, Accept: 'text/x-component', Origin: ORIGIN }
      for (const method of ['GET', 'HEAD'])
        await (await as('admin')).fetch('/', { method, headers })
      expect(file).toBeTruthy()
    }
  })
  // Nor did a GET sign anybody out.
  expect((await (await as('admin')).get('/')).status()).toBe(200)
})

/** By Node's own client, which lets the host be anything. */
function get(path: string, headers: Record<string, string>) {
  return new Promise<{ location: string; body: string }>((resolve, reject) => {
    const sent = httpRequest({ port: PORT, host: '127.0.0.1', path, headers }, (answer) => {
      let body = ''
      answer.on('data', (chunk: Buffer) => {
        body += chunk
      })
      answer.on('end', () => resolve({ location: answer.headers.location ?? '/', body }))
    })
    sent.on('error', reject)
    sent.end()
  })
}

async function sendAs(host: string, { name, origin }: { name: string; origin: string }) {
  const persona: Persona = 'admin'
  expect(EVERYBODY).toContain(persona)
  const headers = {
    Host: host,
    Origin: origin,
    'X-Forwarded-Host': host,
    'Next-Action': actionId(name),
    'Content-Type': 'text/plain;charset=UTF-8',
    Cookie: `rung.sid=${await tokenOf(persona)}`,
  }
  return new Promise<number>((resolve, reject) => {
    const options = { port: PORT, host: '127.0.0.1', path: '/', method: 'POST', headers }
    const sent = httpRequest(options, (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    })
    sent.on('error', reject)
    sent.end('[]')
  })
}
