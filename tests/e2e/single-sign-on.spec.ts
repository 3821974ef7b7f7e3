import { createHash } from 'node:crypto'
import AxeBuilder from '@axe-core/playwright'
import type { Browser, BrowserContext } from '@playwright/test'
import type pg from 'pg'
import { IdentityProvider } from '../support/identity-provider'
import { answerFromProvider } from '../support/provider-visit'
import { databaseOf, type SecondProduct, startEmptyProduct } from '../support/second-product'
import { expect, heading, type Page, test, visit } from './fixtures'

const ROOM = { port: 3293, data: '.data/single-sign-on-browser-test' }
const ORIGIN = `http://localhost:${ROOM.port}`
const ADA = 'ada@example.org'
const PASSWORD = 'four quiet green lanterns'
const COOKIE = 'rung.sid'

let provider: IdentityProvider
let product: SecondProduct
let database: pg.Client

test.describe.configure({ mode: 'serial' })

test.beforeAll(async ({ browser }) => {
  test.setTimeout(300_000)
  provider = await IdentityProvider.start(ORIGIN)
  provider.accounts.set('ada', { email: ADA, emailVerified: true })
  provider.accounts.set('evil', { email: ADA, emailVerified: false })
  provider.accounts.set('guest', { email: 'guest@example.net', emailVerified: true })
  product = await startEmptyProduct(ROOM.port, ROOM.data, provider.settings({ OIDC_LOGOUT: 'on' }))
  database = await databaseOf(ROOM.data)
  await setUp(browser)
})

test.afterAll(async () => {
  await database?.end()
  await product?.stop()
  await provider?.stop()
})

test('an administrator sees how people sign in, and asks the provider', async ({ browser }) => {
  const page = await newPage(await browser.newContext({ baseURL: ORIGIN }))
  await visit(page, '/sign-in')
  await page.getByLabel('E-mail').fill(ADA)
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(heading(page, 'Home')).toBeVisible()
  await visit(page, '/admin/sign-in')
  await expect(heading(page, 'Sign-in')).toBeVisible()
  await expect(page.getByText(`${ORIGIN}/api/auth/oidc/callback`)).toBeVisible()
  await expect(page.getByText('Nobody has signed in there yet')).toBeVisible()
  await page.getByRole('link', { name: 'Ask the provider now' }).click()
  await expect(page.getByText('The provider answered')).toBeVisible()
  await page.context().close()
})

test('a provider that is away leaves the password, and says what to do', async ({ browser }) => {
  // Before anybody has signed in there, so that Rung does not know it from earlier.
  provider.outage = 503
  const page = await newPage(await browser.newContext({ baseURL: ORIGIN }))
  await visit(page, '/sign-in')
  await page.getByRole('link', { name: 'Sign in with Larkspur ID' }).click()
  await expect(page.getByRole('alert').first()).toContainText('Larkspur ID does not answer')
  await expect(page.getByLabel('Password')).toBeVisible()
  provider.outage = null
  await page.context().close()
})

test('a person signs in at the provider and comes to the page that was asked for', async ({
  browser,
}) => {
  const context = await browser.newContext({ baseURL: ORIGIN })
  const page = await newPage(context)
  await visit(page, '/people?search=ada')
  await throughProvider(page, 'ada')
  await expect(heading(page, 'People')).toBeVisible()
  await expect(page).toHaveURL(`${ORIGIN}/people?search=ada`)
  const [cookie, ...others] = await context.cookies(ORIGIN)
  expect(others).toEqual([])
  expect(cookie).toMatchObject({ name: COOKIE, httpOnly: true, sameSite: 'Lax', path: '/' })
  expect(await identities()).toBe(1)

  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.getByRole('button', { name: 'Yes, sign me out' }).click()
  await expect(page.getByText('You are signed out.')).toBeVisible()
  await context.addCookies([cookie].flatMap((one) => one ?? []))
  await page.goto('/people')
  await expect(heading(page, 'Sign in')).toBeVisible()
  await context.close()
})

test('it works without a script, too', async ({ browser }) => {
  const context = await browser.newContext({ baseURL: ORIGIN, javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto('/people')
  await throughProvider(page, 'ada')
  await expect(heading(page, 'People')).toBeVisible()
  await context.close()
})

test('a confirmation asks at the provider anew, and the pages of sign-in are accessible', async ({
  browser,
}) => {
  test.setTimeout(180_000)
  const context = await browser.newContext({ baseURL: ORIGIN, reducedMotion: 'reduce' })
  const page = await newPage(context)
  await visit(page, '/sign-in?problem=unverified')
  await expectAccessible(page)
  await throughProvider(page, 'ada')
  await expect(heading(page, 'Home')).toBeVisible()
  const [before] = await context.cookies(ORIGIN)
  await visit(page, '/confirm')
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Confirm with Larkspur ID' }).click()
  await page.getByLabel('Account').fill('ada')
  await page.getByRole('button', { name: 'Go on' }).click()
  await expect(heading(page, 'That was you')).toBeVisible()
  const [after] = await context.cookies(ORIGIN)
  expect(after?.value).not.toBe(before?.value)
  await visit(page, '/admin/sign-in?test=provider')
  await expect(page.getByRole('row', { name: /Ada Moreau/ })).toContainText('That is you')
  await expectAccessible(page)
  await context.close()
})

test('C16 an unverified address and a foreign domain are refused in words', async ({ browser }) => {
  for (const [account, words] of [
    ['evil', 'has not verified your e-mail address'],
    ['guest', 'is not one of those that may sign in here'],
  ] as const) {
    const context = await browser.newContext({ baseURL: ORIGIN })
    const page = await newPage(context)
    const before = await counts()
    await page.goto('/sign-in')
    await throughProvider(page, account)
    await expect(page.getByRole('alert').first()).toContainText(words)
    expect(await context.cookies(ORIGIN)).toEqual([])
    expect(await counts()).toEqual({ ...before, refusals: before.refusals + 1 })
    await context.close()
  }
})

test('D03 a link to the answer of somebody else’s sign-in signs nobody in', async ({
  browser,
  playwright,
}) => {
  const attacker = await playwright.request.newContext({ baseURL: ORIGIN })
  const begun = await attacker.get('/api/auth/oidc/start', { maxRedirects: 0 })
  const redirect = `${ORIGIN}/api/auth/oidc/callback`
  const address = new URL(begun.headers().location ?? '')
  const link = await answerFromProvider(address, { account: 'ada', redirect })
  expect(link.searchParams.get('code')).toBeTruthy()
  const victim = await browser.newContext({ baseURL: ORIGIN })
  const before = await counts()
  const other = await newPage(victim)
  await other.goto(link.href)
  await expect(other.getByRole('alert').first()).toContainText('was not begun in this browser')
  expect(await victim.cookies(ORIGIN)).toEqual([])
  expect(await counts()).toEqual({ ...before, refusals: before.refusals + 1 })
  await attacker.dispose()
  await victim.close()
})

test('C05 forged cookies are nobody’s, and break nothing', async ({ playwright }) => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const [session] = (
    await database.query<{ id: string }>('SELECT id FROM sessions WHERE revoked_at IS NULL LIMIT 1')
  ).rows
  const forged = [
    `${part({ alg: 'none' })}.${part({ sid: session?.id })}.`,
    `${part({ alg: 'HS256' })}.${part({ sid: session?.id, exp: 1 })}.AAAA`,
    `${part({ alg: 'dir', enc: 'A256GCM' })}..AAAA.AAAA.AAAA`,
    session?.id ?? '',
    createHash('sha256').update('').digest('hex'),
    '%00%ff',
    'a'.repeat(3_000),
  ]
  for (const value of forged) {
    const client = await playwright.request.newContext({
      baseURL: ORIGIN,
      extraHTTPHeaders: { Cookie: `${COOKIE}=${value}; rung.oidc=${value}` },
    })
    const answer = await client.get('/api/people/search?query=ada')
    expect(answer.status(), value.slice(0, 40)).toBe(401)
    expect((await client.get('/people', { maxRedirects: 0 })).status()).toBe(307)
    const callback = await client.get('/api/auth/oidc/callback?code=a&state=b', { maxRedirects: 0 })
    expect(callback.status()).toBe(303)
    expect(callback.headers().location).toBe(`${ORIGIN}/sign-in?problem=no-transaction`)
    await client.dispose()
  }
})

async function newPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) throw new Error(message.text())
  })
  return page
}

async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([])
  }
}

async function throughProvider(page: Page, account: string): Promise<void> {
  await page.getByRole('link', { name: 'Sign in with Larkspur ID' }).click()
  await page.getByLabel('Account').fill(account)
  await page.getByRole('button', { name: 'Go on' }).click()
}

async function setUp(browser: Browser): Promise<void> {
  const page = await browser.newPage({ baseURL: ORIGIN })
  await visit(page, '/')
  await page.getByLabel('Organisation').fill('Larkspur')
  await page.getByLabel('Time zone').selectOption('Europe/Lisbon')
  await page.getByLabel('Your name').fill('Ada Moreau')
  await page.getByLabel('Your e-mail').fill(ADA)
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Set up and sign in' }).click()
  await expect(heading(page, 'Home')).toBeVisible()
  await page.context().close()
}

async function identities(): Promise<number> {
  const { rows } = await database.query('SELECT 1 FROM identities')
  return rows.length
}

async function counts() {
  const { rows } = await database.query<{ sessions: number; refusals: number; people: number }>(
    `SELECT (SELECT count(*)::int FROM sessions) AS sessions, (SELECT count(*)::int FROM people) AS people,
      (SELECT count(*)::int FROM audit_events WHERE decision = 'deny' AND action = 'signIn') AS refusals`,
  )
  const [row] = rows
  if (!row) throw new Error('Nothing was counted.')
  return row
}
