import {
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  expect,
  type Locator,
  type Page,
} from '@playwright/test'
import { COOKIE, closeProductDatabase, sessionOf } from '../support/product'

export { expect, type Locator, type Page }

/** A page of this person, in a browser of their own; closed when the test is over. */
type SignInAs = (email: string, options?: BrowserContextOptions) => Promise<Page>

export const test = base.extend<{ signInAs: SignInAs }, { database: undefined }>({
  signInAs: async ({ browser, baseURL }, use) => {
    const contexts: BrowserContext[] = []
    const failures: string[] = []
    await use(async (email, options) => {
      const context = await browser.newContext(options)
      contexts.push(context)
      context.on('weberror', (failure) => failures.push(failure.error().message))
      await context.addCookies([{ name: COOKIE, value: await sessionOf(email), url: baseURL }])
      return context.newPage()
    })
    for (const context of contexts) await context.close()
    expect(failures, 'errors that no script caught').toEqual([])
  },
  database: [
    async ({ browserName: _ }, use) => {
      await use(undefined)
      await closeProductDatabase()
    },
    { scope: 'worker', auto: true },
  ],
})

/** Opens a page and waits until its scripts listen, so that the next key press is theirs. */
export async function visit(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await page.waitForFunction(() =>
    Object.keys(document).some((key) => key.startsWith('__reactContainer')),
  )
}

export function heading(page: Page, name: string | RegExp) {
  return page.getByRole('heading', { level: 1, name })
}
