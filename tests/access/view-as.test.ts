import { type APIRequestContext, expect, test } from '@playwright/test'
import { PERSONAS } from '../support/personas'
import { COOKIE, closeProductDatabase, rows, sessionOf } from '../support/product'

const KINDS = ['subj', 'mgr', 'skip', 'chain3', 'peer_done', 'hr_in', 'admin', 'stranger']
const STAGES = ['L', 'R']

test.afterAll(closeProductDatabase)

test('an example person opens every page that the simulator lists for them', async ({
  playwright,
  baseURL,
}) => {
  test.setTimeout(180_000)
  const as = async (email: string): Promise<APIRequestContext> =>
    playwright.request.newContext({
      baseURL,
      extraHTTPHeaders: { Cookie: `${COOKIE}=${await sessionOf(email)}` },
    })
  const admin = await as(PERSONAS.admin)
  const wrong: string[] = []
  let opened = 0
  for (const kind of KINDS) {
    for (const state of STAGES) {
      const answer = await admin.get(`/admin/view-as?relation=${kind}&also=&state=${state}`)
      expect(answer.status()).toBe(200)
      const { name, pages } = exampleIn(await answer.text())
      const [person] = await rows<{ email: string }>('SELECT email FROM people WHERE name = $1', [
        name,
      ])
      const client = await as(person?.email ?? '')
      for (const url of pages) {
        opened += 1
        const status = (await client.get(url, { maxRedirects: 0 })).status()
        if (status !== 200) wrong.push(`${url} as ${kind} (${name}): ${status}`)
      }
      await client.dispose()
    }
  }
  await admin.dispose()
  expect(wrong).toEqual([])
  expect(opened).toBeGreaterThan(KINDS.length * STAGES.length)
})

test('the simulator is not for those who run nothing, and knows only its own words', async ({
  playwright,
  baseURL,
}) => {
  for (const [email, url, status] of [
    [PERSONAS.mgr, '/admin/view-as', 404],
    [PERSONAS.stranger, '/admin/view-as?relation=hr_in', 404],
    [PERSONAS.hr, '/admin/view-as?relation=hr_in&also=mgr&state=E', 200],
    [PERSONAS.admin, '/admin/view-as?relation=everybody', 404],
    [PERSONAS.admin, '/admin/view-as?person=somebody', 404],
  ] as const) {
    const client = await playwright.request.newContext({
      baseURL,
      extraHTTPHeaders: { Cookie: `${COOKIE}=${await sessionOf(email)}` },
    })
    expect((await client.get(url, { maxRedirects: 0 })).status(), `${url} as ${email}`).toBe(status)
    await client.dispose()
  }
})

/** Who is named as an example, and the addresses beside. */
function exampleIn(html: string): { name: string; pages: string[] } {
  const heading = /id="example"[^>]*>For example (?:<!-- -->)?([^<]+)</.exec(html)?.[1] ?? ''
  const pages = [...html.matchAll(/<code[^>]*>(\/[^<]+)<\/code>/g)].map(([, url = '']) => url)
  return { name: heading.trim(), pages }
}
