import { closeProductDatabase, rows } from '../support/product'
import {
  announced,
  bar,
  discard,
  expectSaved,
  fillDraft,
  item,
  keyTimes,
  level,
  openDraft,
  problems,
  write,
} from './drafting'
import { expect, type Page, test, visit } from './fixtures'

const OMAR = 'omar.haddad@example.org'
const KIM = 'mei.tan@example.org'

test.describe.configure({ mode: 'serial' })

test.beforeAll(async () => {
  await rows(
    `INSERT INTO role_grants (person_id, role, valid_from)
     SELECT id, 'LADDER_ADMIN', now() - interval '1 day' FROM people p WHERE email = $1
     AND NOT EXISTS (SELECT FROM role_grants g WHERE g.person_id = p.id AND g.role = 'LADDER_ADMIN')
     RETURNING id`,
    [KIM],
  )
})

test.afterAll(async ({ browser }) => {
  await rows(
    `DELETE FROM role_grants g USING people p WHERE p.id = g.person_id AND p.email = $1
     AND g.role = 'LADDER_ADMIN' RETURNING g.id`,
    [KIM],
  )
  await closeProductDatabase()
  expect(browser.isConnected()).toBe(true)
})

test('a draft begins as a copy, and is edited with the keyboard alone', async ({ signInAs }) => {
  const page = await signInAs(OMAR)
  await visit(page, '/ladder/edit')
  if (await bar(page).isVisible()) await discard(page)
  await openDraft(page)
  await level(page, 'Software Engineer').focus()
  await page.keyboard.press('ArrowDown')
  const first = page.locator(':focus')
  const words = (await first.innerText()).trim()

  await page.keyboard.press('Enter')
  await page.keyboard.press('End')
  await page.keyboard.type(', and says why')
  await expectSaved(page)
  await page.keyboard.press('Escape')
  await expect(page.locator(':focus')).toHaveText(`${words}, and says why`)

  await page.keyboard.press('Alt+ArrowRight')
  await expect(announced(page)).toHaveText(/ at Senior Software Engineer, \d+ of \d+\.$/)
  await expect(page.locator(':focus')).toHaveText(`${words}, and says why`)
  await page.keyboard.press('Alt+ArrowDown')
  await expect(announced(page)).toHaveText(/2 of \d+\.$/)

  await page.keyboard.press('Alt+Enter')
  await page.keyboard.type('Keeps a log of decisions')
  await page.keyboard.press('Enter')
  await page.keyboard.type('Reads it before deciding again')
  await page.keyboard.press('Escape')
  await expect(item(page, 'Keeps a log of decisions')).toBeVisible()
  await expect(page.locator(':focus')).toHaveText('Reads it before deciding again')

  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+Home')
  for (let presses = 0; presses < 'Reads it '.length; presses += 1) {
    await page.keyboard.press('ArrowRight')
  }
  await page.keyboard.press('Control+Enter')
  await expect(page.locator(':focus')).toHaveText('before deciding again')
  await page.keyboard.press('Delete')
  await expect(item(page, 'before deciding again')).toHaveCount(0)
  await page.keyboard.press('Control+z')
  await expect(item(page, 'before deciding again')).toBeVisible()
  await page.keyboard.press('Control+Shift+z')
  await expect(item(page, 'before deciding again')).toHaveCount(0)
  await expectSaved(page)
})

test('details are opened, changed and left with the keyboard', async ({ signInAs }) => {
  const page = await signInAs(OMAR)
  await openDraft(page)
  await item(page, 'Keeps a log of decisions').focus()
  await page.keyboard.press('Space')
  const details = page.getByRole('complementary', { name: 'Details' })
  await expect(details.getByRole('heading', { name: 'Item' })).toBeFocused()
  await details.getByLabel('Weight').fill('2')
  await details.getByLabel('Kind').selectOption({ label: 'Growth indicator, rated' })
  await details.getByRole('button', { name: 'Add an example' }).click()
  await details.getByLabel('Example 1').fill('Wrote down why the queue was chosen')
  await details.getByRole('checkbox', { name: 'Staff Engineer', exact: true }).check()
  await expectSaved(page)
  await page.keyboard.press('Escape')
  await expect(details).toBeHidden()
  await expect(item(page, 'Keeps a log of decisions').first()).toBeFocused()
  await expect(item(page, 'Keeps a log of decisions')).toHaveCount(2)

  await visit(page, '/ladder/edit')
  await item(page, 'Keeps a log of decisions').first().focus()
  await page.keyboard.press('Space')
  await expect(details.getByLabel('Weight')).toHaveValue('2')
  await expect(details.getByLabel('Example 1')).toHaveValue('Wrote down why the queue was chosen')
})

test('what was done can be taken back after the page was loaded again', async ({ signInAs }) => {
  const page = await signInAs(OMAR)
  await openDraft(page)
  await write(page, item(page, 'Keeps a log of decisions').first(), 'Keeps a diary')
  await expectSaved(page)
  await visit(page, '/ladder/edit')
  await expect(item(page, 'Keeps a diary').first()).toBeVisible()
  await bar(page).getByRole('button', { name: 'Undo' }).click()
  await expect(item(page, 'Keeps a log of decisions').first()).toBeVisible()
  await expectSaved(page)
})

test('axe finds nothing while it is edited, in both themes, wide and narrow', async ({
  signInAs,
}) => {
  test.setTimeout(180_000)
  const page = await signInAs(OMAR, { reducedMotion: 'reduce' })
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const size of [
      { width: 1440, height: 900 },
      { width: 390, height: 844 },
    ]) {
      await page.setViewportSize(size)
      await page.emulateMedia({ colorScheme })
      await openDraft(page)
      const spot = page.locator('[data-spot^="item "]:visible').first()
      await spot.focus()
      await page.keyboard.press('Space')
      found.push(...(await problems(page)))
      await page.keyboard.press('Escape')
      await spot.click()
      await expect(page.getByLabel('Words of the item')).toBeFocused()
      found.push(...(await problems(page)))
      await page.keyboard.press('Escape')
      for (const name of ['Transitions', 'Ladder and tracks']) {
        await page.getByRole('button', { name, exact: true }).click()
        await page.locator('summary').first().click()
        found.push(...(await problems(page)))
      }
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(overflow, `${size.width} px`).toBeLessThanOrEqual(0)
    }
  }
  expect(found).toEqual([])
})

test('two editors see each other within seconds, and neither loses a word', async ({
  signInAs,
}) => {
  const omar = await signInAs(OMAR)
  const kim = await signInAs(KIM)
  await openDraft(omar)
  await openDraft(kim)
  const log = (page: Page) => item(page, /^Keeps a (log|list|book)/).first()
  await write(omar, log(omar), 'Keeps a list of decisions')
  await expectSaved(omar)
  await expect(log(kim)).toHaveText(/^Keeps a list of decisions/, { timeout: 15_000 })
  await expect(bar(kim).getByText('Omar Haddad saved')).toBeVisible()

  await log(kim).click()
  const area = kim.getByLabel('Words of the item')
  await kim.route('**/edits*', (route) => route.abort())
  await area.fill('Keeps a book of decisions')
  await write(omar, log(omar), 'Keeps a log of all decisions')
  await expectSaved(omar)
  await kim.unroute('**/edits*')
  await area.press('Escape')
  const clash = kim.getByRole('alert').filter({ hasText: 'Both are kept' }).first()
  await expect(clash).toContainText('Keeps a book of decisions', { timeout: 20_000 })
  await expect(clash).toContainText('Keeps a log of all decisions')
  await clash.getByRole('button', { name: 'Use mine' }).click()
  await expect(log(omar)).toHaveText(/^Keeps a book of decisions/, { timeout: 15_000 })
  await expectSaved(kim)
})

test('without a network nothing is lost, not even when the page is loaded again', async ({
  signInAs,
}) => {
  const page = await signInAs(OMAR)
  await openDraft(page)
  await page.route('**/edits*', (route) => route.abort())
  await write(page, item(page, /^Keeps a book/).first(), 'Keeps a record of decisions')
  await expect(bar(page).getByText('Not saved: no connection. Kept here')).toBeVisible()
  await page.keyboard.press('Alt+ArrowDown')
  await page.waitForTimeout(400)
  await visit(page, '/ladder/edit')
  await expect(item(page, /^Keeps a record of decisions/).first()).toBeVisible()
  await page.unroute('**/edits*')
  await expectSaved(page, { timeout: 30_000 })
  await visit(page, '/ladder/edit')
  await expect(item(page, /^Keeps a record of decisions/).first()).toBeVisible()
})

test('an item is dragged to another level, and a shared one stays where it was', async ({
  signInAs,
}) => {
  const page = await signInAs(OMAR, { viewport: { width: 1440, height: 900 } })
  await openDraft(page)
  const cells = page.locator('[data-cell]')
  const from = cells.nth(0)
  const to = cells.nth(1)
  const moved = await from.locator('[data-spot]').first().innerText()
  const box = await to.locator('[data-spot]').nth(1).boundingBox()
  await from.locator('[data-spot]').first().hover()
  await page.mouse.down()
  await page.mouse.move((box?.x ?? 0) + 30, (box?.y ?? 0) - 20)
  await page.mouse.move((box?.x ?? 0) + 30, (box?.y ?? 0) + 4, { steps: 4 })
  await page.mouse.up()
  await expect(to.locator('[data-spot]').nth(1)).toHaveText(moved)
  await expect(from.getByRole('button', { name: moved })).toHaveCount(0)
  await page.keyboard.press('Control+z')
  await expect(from.locator('[data-spot]').first()).toHaveText(moved)
  await expectSaved(page)
})

test('a level, a category and a transition are added, and the checks speak beside them', async ({
  signInAs,
}) => {
  const page = await signInAs(OMAR)
  await openDraft(page)
  await page.getByRole('button', { name: 'Add a level' }).click()
  await page.getByLabel('Title of the new level').fill('Distinguished Engineer')
  await page.keyboard.press('Enter')
  await expect(level(page, 'Distinguished Engineer')).toBeFocused()
  await expect(page.getByText('has no scored item, so no review could rate it')).toBeVisible()
  await page.keyboard.press('Alt+ArrowLeft')
  await expect(announced(page)).toHaveText('Distinguished Engineer moved.')

  await page.getByRole('button', { name: 'Add a category' }).click()
  await page.getByLabel('Title of the new category').fill('Hospitality')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('rowheader', { name: /^Hospitality/ })).toBeVisible()

  await page.getByRole('button', { name: 'Transitions' }).click()
  const added = page.getByRole('group', { name: 'New transition' })
  await added.getByRole('combobox').nth(1).selectOption('Distinguished Engineer')
  await added.getByRole('button', { name: 'Add the transition' }).click()
  const made = page.locator('summary', { hasText: 'Anybody to Distinguished Engineer' })
  await expect(made).toBeVisible()
  for (let steps = 0; steps < 4; steps += 1) {
    await bar(page).getByRole('button', { name: 'Undo' }).click()
  }
  await expect(made).toHaveCount(0)
  await expectSaved(page)
})

test('a thousand items stay fluent under the hand', async ({ signInAs }) => {
  test.setTimeout(120_000)
  const page = await signInAs(OMAR, { viewport: { width: 1440, height: 900 } })
  await fillDraft()
  await openDraft(page)
  await page.getByRole('button', { name: 'All tracks' }).click()
  const spot = item(page, /^Filler 500 /)
  await spot.scrollIntoViewIfNeeded()
  await spot.click()
  const area = page.getByLabel('Words of the item')
  await expect(area).toBeFocused()
  const typing = await keyTimes(page, async () => {
    await page.keyboard.type(' and more words', { delay: 60 })
  })
  await page.keyboard.press('Escape')
  const moving = await keyTimes(page, async () => {
    for (const key of ['Alt+ArrowDown', 'Alt+ArrowRight', 'Alt+ArrowUp', 'Alt+ArrowLeft']) {
      await page.keyboard.press(key)
      await page.waitForTimeout(150)
    }
  })
  const median = (list: number[]) =>
    list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0
  console.log(
    `1,000 items: a key press ${median(typing)} ms (most ${Math.max(...typing)}), a move ${median(moving)} ms (most ${Math.max(...moving)})`,
  )
  expect(median(typing)).toBeLessThan(100)
  expect(median(moving)).toBeLessThan(500)
  await expectSaved(page)
})

test('the draft is discarded once one has read what goes with it', async ({ signInAs }) => {
  const page = await signInAs(OMAR)
  await openDraft(page)
  await discard(page)
})
