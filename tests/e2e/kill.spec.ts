import type { APIRequestContext } from '@playwright/test'
import { listenerOn } from '../support/processes'
import { databaseServer } from '../support/product'
import { expect, type Page, test, visit } from './fixtures'
import { expectSaved, openReview, text } from './writing'

// The servers come back in seconds; the page asks again at growing distances.
const RECOVERY = { timeout: 45_000 }

test('F02 F05 nothing acknowledged is lost when the servers are killed', async ({
  signInAs,
  request,
  baseURL,
}) => {
  test.setTimeout(120_000)
  const page = await signInAs('maya.okafor@example.org')
  await openReview(page, 'Your self-review')
  const path = new URL(page.url()).pathname
  const written = new Map<string, string>()
  const write = async (section: string, words: string) => {
    written.set(section, words)
    await text(page, section).fill(words)
  }
  await test.step('before', async () => {
    await write('Summary', 'Acknowledged before anything was killed.')
    await expectSaved(page)
  })
  await test.step('the web server is killed in the middle of a text', async () => {
    process.kill(listenerOn(Number(new URL(baseURL ?? '').port)), 'SIGKILL')
    await write('Summary', 'Typed while there was no web server.')
    await expectSaved(page, RECOVERY)
    await expectKept(page, path, written)
  })
  await test.step('the database server is killed in the middle of a text', async () => {
    await write('Team', 'Acknowledged before the database was killed.')
    await expectSaved(page)
    process.kill(databaseServer(), 'SIGKILL')
    await write('Summary', 'Typed while there was no database.')
    await expectSaved(page, RECOVERY)
    await untilReady(request)
    await expectKept(page, path, written)
  })
})

async function expectKept(page: Page, path: string, written: Map<string, string>) {
  await visit(page, path)
  for (const [section, words] of written) {
    await expect(text(page, section)).toHaveValue(words)
  }
}

async function untilReady(request: APIRequestContext) {
  const status = async () => (await request.get('/api/health/ready')).status()
  await expect.poll(status, RECOVERY).toBe(200)
}
