import AxeBuilder from '@axe-core/playwright'
import { type Seated, seatCalibrators, unseatCalibrators } from '../access/calibrators'
import { PAGES } from '../access/inventory'
import { readWorld, type World } from '../access/world'
import { eachOf } from '../support/hands'
import { PERSONAS, type Persona } from '../support/personas'
import { expect, type Page, test, visit } from './fixtures'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const DESK = { width: 1440, height: 900 }
const PHONE = { width: 390, height: 844 }
// A window of 1280 at 400 % zoom: the page must reflow, only boxes in it may scroll.
const NARROW = { width: 320, height: 700 }
const LOOKS = [
  { theme: 'light', size: DESK },
  { theme: 'light', size: PHONE },
  { theme: 'dark', size: DESK },
] as const
const NOBODY = 'ffffffff-ffff-7fff-bfff-ffffffffffff'

/** An address, and as whom: a persona, an e-mail, or nobody. */
type Address = { url: string; as: Persona | `${string}@${string}` | null }

// A recording of each look would take longer than looking.
test.use({ trace: 'off' })

test('axe finds nothing on any page, in both themes, wide and narrow', async ({
  signInAs,
  browser,
}) => {
  test.setTimeout(900_000)
  const wrong: string[] = []
  const world = await readWorld()
  const found = [
    ...addresses(world),
    ...inSession(world, await seatCalibrators(world.runningCycle)),
  ]
  // Several people at once, each with a window of their own.
  const visitors = [...Map.groupBy(found, ({ as }) => as)]
  const look = async ([as, theirs]: [Address['as'], Address[]]) => {
    const page = as
      ? await signInAs(emailOf(as), CALM)
      : await (await browser.newContext(CALM)).newPage()
    watch(page, wrong)
    for (const { url } of theirs) wrong.push(...(await problemsOf(page, url)))
    await page.context().close()
  }
  await eachOf(visitors, look, 3)
  await unseatCalibrators()
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
    { url: '/password', as: null },
    { url: '/password/used-up', as: null },
  ]
}

function emailOf(as: NonNullable<Address['as']>): string {
  return as in PERSONAS ? PERSONAS[as as Persona] : as
}

/** Calibration, of which the demonstration has none. */
function inSession({ runningCycle }: World, { open, locked, subject, emails }: Seated): Address[] {
  const [member, facilitator] = [emails.calib_in, emails.calib_facil] as `${string}@${string}`[]
  return [
    { url: '/calibration', as: member ?? null },
    { url: `/calibration/${open}/${subject.id}`, as: member ?? null },
    { url: `/calibration/${open}`, as: facilitator ?? null },
    { url: `/calibration/${locked}`, as: facilitator ?? null },
    { url: `/cycles/${runningCycle}/calibration`, as: 'hr' },
    { url: `/cycles/${runningCycle}/calibration/${open}`, as: 'hr' },
  ]
}

function watch(page: Page, wrong: string[]) {
  page.on('console', (message) => {
    const isMissingPage = message.text().includes('404 (Not Found)')
    if (message.type() !== 'error' || isMissingPage) return
    wrong.push(`${new URL(page.url()).pathname} console: ${message.text()}`)
  })
}

async function problemsOf(page: Page, url: string): Promise<string[]> {
  const problems: string[] = []
  let shown: string | undefined
  for (const { theme, size } of LOOKS) {
    await page.emulateMedia({ colorScheme: theme })
    await page.setViewportSize(size)
    // Anew, because what is out of sight keeps the colours in which it was drawn last.
    if (theme !== shown) await visit(page, url)
    shown = theme
    await page.waitForLoadState('networkidle')
    // The newer mode opens a page to join the results of frames; there are no frames.
    const axe = new AxeBuilder({ page }).setLegacyMode().withTags(RULES)
    const { violations } = await axe.analyze()
    for (const { id, nodes } of violations) {
      const [node] = nodes
      problems.push(
        `${url} ${theme} ${size.width} ${id}: ${node?.html.slice(0, 160)} (${nodes.length})`,
      )
    }
    if (size === PHONE) problems.push(...(await sidewaysProblems(page, url)))
  }
  return problems
}

async function sidewaysProblems(page: Page, url: string): Promise<string[]> {
  const problems: string[] = []
  for (const size of [PHONE, NARROW]) {
    await page.setViewportSize(size)
    const width = await page.evaluate(() => document.documentElement.scrollWidth)
    if (width > size.width) problems.push(`${url} is ${width} wide at ${size.width}`)
  }
  return problems
}
