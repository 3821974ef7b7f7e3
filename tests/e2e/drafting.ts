import AxeBuilder from '@axe-core/playwright'
import { rows } from '../support/product'
import { expect, heading, type Locator, type Page, visit } from './fixtures'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const SAVED = /^Saved \d\d:\d\d:\d\d$/

/** Through the dialog that says what is lost. */
export async function discard(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Discard the draft' }).click()
  const dialog = page.getByRole('dialog', { name: 'Discard the draft' })
  await expect(dialog.getByText(/changes? made in it by anybody/)).toBeVisible()
  await dialog.getByRole('checkbox', { name: 'Discard it for everybody' }).check()
  await dialog.getByRole('button', { name: 'Discard the draft' }).click()
  await expect(page.getByRole('button', { name: /^Begin a draft of/ })).toBeVisible()
}

/** The editor of the first ladder; begins a draft where there is none. */
export async function openDraft(page: Page): Promise<void> {
  await visit(page, '/ladder/edit')
  const begin = page.getByRole('button', { name: /^Begin a draft of/ }).first()
  const title = heading(page, /^Edit .*ladder/)
  await expect(begin.or(bar(page))).toBeVisible()
  if (await begin.isVisible()) {
    await begin.click()
    await page.waitForURL(/ladder=/)
  }
  await expect(title).toBeVisible()
  await expect(bar(page)).toBeVisible()
}

/** What stays in sight below: saved state, undo, publishing. */
export function bar(page: Page): Locator {
  return page.getByRole('region', { name: 'This draft' })
}

export async function expectSaved(page: Page, within = {}): Promise<void> {
  await expect(bar(page).getByText(SAVED)).toBeVisible(within)
}

/** What is said to a screen reader. */
export function announced(page: Page): Locator {
  return bar(page).getByRole('status')
}

export function level(page: Page, title: string): Locator {
  return page.locator('[data-spot^="level "]').filter({ hasText: new RegExp(`^${title}$`) })
}

export function item(page: Page, words: string | RegExp): Locator {
  return page.locator('[data-spot^="item "]').filter({ hasText: words })
}

export async function write(page: Page, spot: Locator, words: string): Promise<void> {
  await spot.click()
  await page.getByLabel('Words of the item').fill(words)
  await page.keyboard.press('Escape')
}

export async function problems(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze()
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`),
  )
}

/** Up to a thousand items in the draft, spread over all its levels, as if they had been imported. */
export async function fillDraft(): Promise<void> {
  await rows(`
    WITH draft AS (SELECT id FROM ladder_versions WHERE status = 'DRAFT' LIMIT 1),
    place AS (SELECT (SELECT id FROM categories c WHERE c.version_id = draft.id
        AND c.kind = 'COMPETENCY' ORDER BY "order" LIMIT 1 OFFSET n % 4) AS category,
      (SELECT id FROM levels l WHERE l.version_id = draft.id ORDER BY key LIMIT 1 OFFSET n % 11) AS level,
      n, draft.id AS version FROM draft, generate_series(1, 680) n),
    made AS (INSERT INTO items (version_id, category_id, key, kind, text, "order")
      SELECT version, category, 'filler-' || n, 'EXPECTATION',
        'Filler ' || n || ' says what is expected in one sentence of usual length', 900000000 + n
      FROM place RETURNING id, key)
    INSERT INTO item_levels (item_id, level_id)
      SELECT made.id, place.level FROM made JOIN place ON made.key = 'filler-' || place.n`)
}

/** How long each key press took until the next picture, in milliseconds, as the browser measures it. */
export async function keyTimes(page: Page, work: () => Promise<void>): Promise<number[]> {
  await page.evaluate(() => {
    const times: number[] = []
    Object.assign(window, { keyTimes: times })
    const listen = (event: Event) => {
      const { timeStamp } = event
      requestAnimationFrame(() =>
        setTimeout(() => times.push(Math.round(performance.now() - timeStamp)), 0),
      )
    }
    window.addEventListener('keydown', listen, { capture: true })
  })
  await work()
  await page.waitForTimeout(300)
  return page.evaluate(() => (window as unknown as { keyTimes: number[] }).keyTimes)
}
