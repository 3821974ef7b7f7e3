import { type BrowserContext, expect, type Page, test } from '@playwright/test'
import { COOKIE, rows, sessionOf } from '../../support/product'
import { closeDesk, ORIGIN, untouchedReview } from './desk'

test.use({ trace: 'off' })
test.afterAll(closeDesk)

test('G09 after signing out the browser keeps nothing, and fields of reviews are never filled in', async ({
  browser,
}) => {
  const context = await browser.newContext()
  const { page } = await openReview(context)
  await page.waitForTimeout(500)
  for (const area of await page.locator('textarea').all())
    expect(await area.getAttribute('autocomplete')).toBe('off')
  await page.locator('textarea').first().fill('Words that nobody else should find in this browser.')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL(/\/sign-in/)
  const kept = await page.evaluate(async () => ({
    databases: (await indexedDB.databases()).map(({ name }) => name),
    local: Object.keys(localStorage),
    session: Object.keys(sessionStorage),
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker?.getRegistrations())?.length ?? 0,
  }))
  expect(kept).toEqual({ databases: [], local: [], session: [], caches: [], workers: 0 })
  expect((await context.cookies()).filter(({ name }) => name === COOKIE)).toEqual([])
  await page.goBack().catch(() => undefined)
  await expect(page.getByText('Words that nobody else')).toHaveCount(0)
})

test('H12 a huge paste with pictures becomes text, and is refused in words', async ({
  browser,
}) => {
  test.setTimeout(120_000)
  const context = await browser.newContext()
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: ORIGIN })
  const { page, reviewId } = await openReview(context)
  await page.evaluate(async () => {
    const plain = 'Pasted words. '.repeat(150_000)
    const rich = `<p>${plain}<img src="data:image/png;base64,iVBORw0KGgo="></p>`
    const types = { 'text/plain': plain, 'text/html': rich }
    const item = Object.entries(types).map(([type, text]) => [type, new Blob([text], { type })])
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(item))])
  })
  const area = page.locator('textarea').first()
  await area.focus()
  await page.keyboard.press('Control+V')
  await expect.poll(async () => (await area.inputValue()).length).toBeGreaterThan(1_000_000)
  expect(await area.inputValue()).not.toMatch(/<img|<p>/)
  await expect(page.getByText(/larger than 256 kB|longer than 64 kB/).first()).toBeVisible()
  const [kept] = await rows(
    'SELECT 1 FROM drafts WHERE review_id = $1 AND length(body::text) > 200000',
    [reviewId],
  )
  expect(kept).toBeUndefined()
  await context.close()
})

test('D03 a form of ours works without script, and the same form of another page does not', async ({
  browser,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  const origins: (string | undefined)[] = []
  page.on('request', (request) => {
    if (request.method() === 'POST') origins.push(request.headers().origin)
  })
  await page.goto(`${ORIGIN}/sign-in`)
  await page.getByLabel('E-mail').fill('wei.zhang@example.org')
  await page.getByLabel('Password').fill('demonstration')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page).toHaveURL(`${ORIGIN}/`)
  expect((await context.cookies()).map(({ name }) => name)).toContain(COOKIE)
  await context.close()
})

async function openReview(context: BrowserContext): Promise<{ page: Page; reviewId: string }> {
  const { id, email } = await untouchedReview('PEER')
  await context.addCookies([{ name: COOKIE, value: await sessionOf(email), url: ORIGIN }])
  const page = await context.newPage()
  await page.goto(`${ORIGIN}/reviews/${id}`)
  await page.waitForFunction(() =>
    Object.keys(document).some((key) => key.startsWith('__reactContainer')),
  )
  return { page, reviewId: id }
}
