import AxeBuilder from '@axe-core/playwright'
import { PAGES } from '../access/inventory'
import { readWorld, type World } from '../access/world'
import { PERSONAS, type Persona } from '../support/personas'
import { expect, type Page, test, visit } from './fixtures'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const DESK = { width: 1440, height: 900 }
const PHONE = { width: 390, height: 844 }
// A window of 1280 at 400 % zoom: the page must reflow, only boxes in it may scroll.
const NARROW = { width: 320, height: 700 }
const LOOKS = [
  { theme: 'light', size: DESK },
  { theme: 'dark', size: DESK },
  { theme: 'light', size: PHONE },
] as const
const NOBODY = 'ffffffff-ffff-7fff-bfff-ffffffffffff'

type Address = { url: string; as: Persona | null }

test('axe finds nothing on any page, in both themes, wide and narrow', async ({
  signInAs,
  browser,
}) => {
  test.setTimeout(900_000)
  const pages = new Map<Persona | null, Page>()
  const wrong: string[] = []
  const found = addresses(await readWorld())
  for (const { url, as } of found) {
    const page =
      pages.get(as) ?? (as ? await signInAs(PERSONAS[as], CALM) : await browser.newPage(CALM))
    if (!pages.has(as)) watch(page, wrong)
    pages.set(as, page)
    await visit(page, url)
    await page.waitForLoadState('networkidle')
    wrong.push(...(await problemsOf(page)).map((problem) => `${url} ${problem}`))
  }
  await pages.get(null)?.close()
  console.log(`axe: ${found.length} addresses, each in ${LOOKS.length} looks`)
  expect([...new Set(wrong)]).toEqual([])
})

// Colours that are on their way from one theme to the other would be measured half-way.
const CALM = { reducedMotion: 'reduce' } as const

/** Each address of the inventory as the first who may open it, and what is not in the inventory. */
function addresses(world: World): Address[] {
  const visits = Object.values(PAGES).flatMap((rule) => rule.visits(world))
  const open = visits.flatMap(({ url, for: [as] }) => (as ? [{ url, as }] : []))
  return [
    ...open,
    { url: '/me/why?open=all', as: 'subj' },
    { url: `/people/${NOBODY}`, as: 'subj' },
    { url: `/cycles/${world.runningCycle}`, as: 'admin' },
    { url: '/no-such-page', as: 'subj' },
    { url: '/sign-in', as: null },
    { url: '/invitation/used-up', as: null },
  ]
}

function watch(page: Page, wrong: string[]) {
  page.on('console', (message) => {
    const isMissingPage = message.text().includes('404 (Not Found)')
    if (message.type() !== 'error' || isMissingPage) return
    wrong.push(`${new URL(page.url()).pathname} console: ${message.text()}`)
  })
}

async function problemsOf(page: Page): Promise<string[]> {
  const problems: string[] = []
  for (const { theme, size } of LOOKS) {
    await page.emulateMedia({ colorScheme: theme })
    await page.setViewportSize(size)
    const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze()
    for (const { id, nodes } of violations) {
      const [node] = nodes
      problems.push(`${theme} ${size.width} ${id}: ${node?.html.slice(0, 160)} (${nodes.length})`)
    }
  }
  for (const size of [PHONE, NARROW]) {
    await page.setViewportSize(size)
    const width = await page.evaluate(() => document.documentElement.scrollWidth)
    if (width > size.width) problems.push(`is ${width} wide at ${size.width}`)
  }
  return problems
}
