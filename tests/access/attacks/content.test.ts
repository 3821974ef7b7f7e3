import { type Browser, expect, type Page, test } from '@playwright/test'
import { Instance, signIn } from '../../support/instances'
import { OwnDatabase } from '../../support/own-database'
import { pdfText } from '../../support/pdf-text'
import { PERSONAS } from '../../support/personas'
import { COOKIE } from '../../support/product'
import { PAGES } from '../inventory'
import { readWorld, type World } from '../world'
import { links, markupCorpus } from './corpus'

const DATA = '.data/attack-content'
/** Of every page those who may open it; enough of them to see every page. */
const READERS = ['mgr', 'subj', 'admin', 'hr'] as const

let database: OwnDatabase
let instance: Instance
let world: World

test.use({ trace: 'off' })
test.beforeAll(async () => {
  test.setTimeout(180_000)
  world = await readWorld()
  database = await OwnDatabase.copyOfProduct(DATA)
  instance = await Instance.started(database, `${DATA}/logs/web.log`)
})
test.afterAll(async () => {
  await instance?.stop()
  await database?.close()
})

type Sight = { page: Page; seen: string[] }

test('D07 nothing breaks the policy in normal use of every page', async ({ browser }) => {
  test.setTimeout(400_000)
  const seen: string[] = []
  for (const persona of READERS) {
    const sight = await open(browser, PERSONAS[persona])
    for (const url of urlsOf(persona)) {
      await sight.page.goto(`${instance.address}${url}`)
      await hydrated(sight.page)
      seen.push(...sight.seen.splice(0).map((what) => `${persona} at ${url}: ${what}`))
    }
    await sight.page.context().close()
  }
  expect(seen).toEqual([])
})

test('D07 H01 H03 markup in every text and name runs nothing and fetches nothing', async ({
  browser,
}) => {
  test.setTimeout(400_000)
  const corpus = markupCorpus()
  expect(corpus.length).toBeGreaterThan(300)
  await plant(corpus)
  const seen: string[] = []
  for (const persona of ['mgr', 'admin'] as const) {
    const sight = await open(browser, PERSONAS[persona])
    for (const url of urlsOf(persona)) {
      await sight.page.goto(`${instance.address}${url}`)
      await hydrated(sight.page)
      const made = await sight.page.evaluate(elementsOfAttackers)
      seen.push(
        ...[...made, ...sight.seen.splice(0)].map((what) => `${persona} at ${url}: ${what}`),
      )
    }
    await sight.page.context().close()
  }
  expect(seen).toEqual([])
})

test('H02 links lead by https to where they say, and vouch for nothing', async ({ browser }) => {
  const written = links().map((url, index) => `[link ${index}](${url})`)
  await database.rows('SET session_replication_role = replica')
  await database.rows('UPDATE ladder_versions SET body_md = $1', [
    [...written, '[fine](https://example.org/x)'].join('\n\n'),
  ])
  await database.rows('SET session_replication_role = origin')
  const { page } = await open(browser, PERSONAS.subj)
  for (const url of [
    '/ladder/role',
    '/ladder/em',
    '/ladder',
    `/reviews/packets/${world.sharedPacket}`,
  ]) {
    await page.goto(`${instance.address}${url}`)
    const hrefs = await page.evaluate(() =>
      [...document.querySelectorAll('a[href]')].map((link) => ({
        href: link.getAttribute('href') ?? '',
        rel: link.getAttribute('rel') ?? '',
      })),
    )
    const wrong = hrefs.filter(({ href, rel }) => {
      if (/^(\/(?![/\\])|#|\?)/.test(href)) return false
      return !/^https:\/\//.test(href) || href.includes('evil') || !/noopener.*nofollow/.test(rel)
    })
    expect(wrong, url).toEqual([])
  }
  await page.context().close()
})

test('H10 on paper stands what the page shows, and nobody’s name behind it', async ({
  browser,
}) => {
  const { page } = await open(browser, PERSONAS.subj)
  await page.goto(`${instance.address}/reviews/packets/${world.sharedPacket}`)
  await page.emulateMedia({ media: 'print' })
  const pdf = await page.pdf({ preferCSSPageSize: true })
  const shown = await page.evaluate(() => document.body.innerText)
  const onPaper = pdfText(pdf)
  const peers = await database.rows<{ name: string }>('SELECT name FROM people')
  for (const { name } of peers) {
    if (!shown.includes(name)) expect(onPaper.includes(name), name).toBe(false)
  }
  expect(/\/Author\s*\(([^)]*)\)/.exec(pdf.toString('latin1'))?.[1] ?? '').toBe('')
  await page.context().close()
})

async function open(browser: Browser, email: string): Promise<Sight> {
  const context = await browser.newContext()
  const session = await signIn(instance, email)
  await context.addCookies([{ name: COOKIE, value: session, url: instance.address }])
  const page = await context.newPage()
  const seen: string[] = []
  await context.exposeFunction('reportToTest', (what: string) => seen.push(what))
  await page.addInitScript(() => {
    const report = (what: string) => Reflect.get(window, 'reportToTest')(what)
    Reflect.set(window, 'hit', () => report('a script ran'))
    document.addEventListener('securitypolicyviolation', (event) =>
      report(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile ?? ''}`),
    )
  })
  page.on('dialog', (dialog) => seen.push(`a dialog: ${dialog.message()}`))
  page.on('request', (request) => {
    if (!request.url().startsWith(instance.address) && !request.url().startsWith('data:'))
      seen.push(`fetched ${request.url()}`)
  })
  return { page, seen }
}

async function hydrated(page: Page): Promise<void> {
  await page
    .waitForFunction(
      () => Object.keys(document).some((key) => key.startsWith('__reactContainer')),
      undefined,
      { timeout: 15_000 },
    )
    .catch(() => undefined)
  await page.waitForTimeout(50)
}

function urlsOf(persona: (typeof READERS)[number]): string[] {
  return Object.values(PAGES)
    .flatMap((rule) => rule.visits(world))
    .filter((visit) => visit.for.includes(persona))
    .map(({ url }) => url)
}

/** Elements and attributes that no page of ours has; they can only come from a text. */
function elementsOfAttackers(): string[] {
  const foreign = 'iframe, object, embed, math, base, video, audio, noembed, marquee, [srcdoc]'
  const found = [...document.querySelectorAll(foreign)].map(({ outerHTML }) =>
    outerHTML.slice(0, 80),
  )
  for (const element of document.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      const isPlace =
        ['src', 'href', 'action', 'style'].includes(name) && !/^[/?#](?![/\\])/.test(value)
      if (/^on/.test(name) || (isPlace && /evil|hit\(/.test(value)))
        found.push(element.outerHTML.slice(0, 80))
    }
  }
  return found
}

/** Into what people write, and into names, titles and the ladder, where they are long enough. */
async function plant(corpus: string[]): Promise<void> {
  await database.rows('SET session_replication_role = replica')
  const all = corpus.join('\n\n')
  await database.rows(`UPDATE drafts SET body = jsonb_set(body, '{text}', to_jsonb($1::text))`, [
    all,
  ])
  await database.rows(
    `UPDATE packets SET payload = jsonb_set(payload, '{reviews}', (SELECT jsonb_agg(jsonb_set(r, '{sections}',
       (SELECT jsonb_agg(jsonb_set(s, '{text}', to_jsonb($1::text))) FROM jsonb_array_elements(r -> 'sections') s)))
       FROM jsonb_array_elements(payload -> 'reviews') r))
     WHERE jsonb_array_length(payload -> 'reviews') > 0`,
    [all],
  )
  const short = corpus.filter((text) => text.length < 100)
  const some = (index: number) => short[index % short.length] ?? '<script>hit()</script>'
  for (const [table, column] of [
    ['people', 'name'],
    ['teams', 'name'],
    ['cycles', 'name'],
    ['items', 'text'],
    ['levels', 'title'],
    ['categories', 'title'],
  ] as const) {
    const keys = await database.rows<{ id: string }>(
      `SELECT id FROM ${table} ORDER BY id LIMIT 400`,
    )
    for (const [index, { id }] of keys.entries())
      await database.rows(`UPDATE ${table} SET ${column} = $2 WHERE id = $1`, [
        id,
        `${some(index)} ${index}`,
      ])
  }
  await database.rows('SET session_replication_role = origin')
}
