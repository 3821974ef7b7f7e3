import AxeBuilder from '@axe-core/playwright'
import { pdfText } from '../support/pdf-text'
import { expect, heading, type Page, test, visit } from './fixtures'

const SAM = 'sam.lindqvist@example.org'
const OMAR = 'omar.haddad@example.org'
const INGRID = 'ingrid.solberg@example.org'
const CLIPBOARD = { permissions: ['clipboard-read', 'clipboard-write'] }

const box = (page: Page) => page.getByRole('region', { name: 'All tracks: levels by band' })

test('a search covers items, steps and prose, and says where each was found', async ({
  signInAs,
}) => {
  const page = await signInAs(SAM)
  await visit(page, '/ladder?track=both')
  await page.getByRole('searchbox', { name: 'Search the ladder' }).fill('design')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main').getByRole('status')).toContainText('found')
  await expect(box(page).locator('mark').first()).toHaveText(/design/i)
  const elsewhere = page.getByRole('listitem').filter({ hasText: /^System Design/ })
  await expect(elsewhere).toContainText('Category, title')

  await page.getByRole('searchbox').fill('my feature')
  await page.keyboard.press('Enter')
  const step = page.getByRole('listitem').filter({ hasText: 'Step, shift' })
  await expect(step).toContainText('my feature → the project and the service')
  await step.getByRole('link').click()
  await expect(page).toHaveURL(/\/ladder\/transitions#step-/)
})

test('an address leads to one item, scrolled to and marked', async ({ signInAs }) => {
  const page = await signInAs(SAM)
  await visit(page, '/ladder?track=both')
  const id = await box(page).locator('li[id]').last().getAttribute('id')
  await visit(page, `/ladder?track=both#${id}`)
  const item = page.locator(`#${id}`)
  await expect(item).toBeInViewport()
  expect(await item.evaluate((one) => one.matches(':target'))).toBe(true)
  const plain = await box(page).locator('li[id]').first().evaluate(backgroundOf)
  expect(await item.evaluate(backgroundOf)).not.toBe(plain)
})

test('by keyboard one walks through the matrix and takes the link of an item', async ({
  signInAs,
}) => {
  const page = await signInAs(SAM, CLIPBOARD)
  await visit(page, '/ladder?track=both')
  await box(page).focus()
  await expect(hint(page)).toContainText('Enter: choose an item')
  await page.keyboard.press('Enter')
  const first = await focused(page)
  await page.keyboard.press('ArrowRight')
  const beside = await focused(page)
  expect(beside).not.toBe(first)
  await page.keyboard.press('ArrowDown')
  const below = await focused(page)
  expect(below).not.toBe(beside)
  await page.keyboard.press('Enter')
  await expect(hint(page)).toContainText('Link copied.')
  const copied = await page.evaluate(() => navigator.clipboard.readText())
  expect(copied).toContain(`/ladder?track=both#${below}`)
  expect(page.url()).toBe(copied)
  const axe = new AxeBuilder({ page }).setLegacyMode()
  expect((await axe.analyze()).violations.map(({ id }) => id)).toEqual([])
  await page.keyboard.press('Escape')
  await expect(box(page)).toBeFocused()

  await visit(page, copied)
  await expect(page.locator(`#${below}`)).toBeInViewport()
})

test('a click names an item in the address and offers its link', async ({ signInAs }) => {
  const page = await signInAs(SAM, CLIPBOARD)
  await visit(page, '/ladder?track=mgmt')
  const item = page.locator('.ladder-matrix li[id]').nth(3)
  await item.click()
  const id = await item.getAttribute('id')
  await expect(page).toHaveURL(new RegExp(`track=mgmt#${id}$`))
  await page.getByRole('button', { name: 'Copy link' }).click()
  await expect(hint(page)).toContainText('Link copied.')
})

test('two levels of two tracks stand beside each other', async ({ signInAs }) => {
  const page = await signInAs(SAM)
  await visit(page, '/ladder/compare')
  await page.getByLabel('From').selectOption({ label: 'Staff Engineer' })
  await page.getByLabel('To').selectOption({ label: 'Engineering Manager (First-Level Manager)' })
  await page.getByRole('button', { name: 'Compare' }).click()
  await expect(page.getByText('These two levels stand equal.')).toBeVisible()
  await expect(page.getByRole('rowheader', { name: 'Only IC4' }).first()).toBeVisible()
  await page.getByRole('link', { name: 'Compare versions instead' }).click()
  await expect(page).toHaveURL(/\/ladder\/versions\/compare$/)
})

test('an engineer who considers management reads what would change, by keyboard', async ({
  signInAs,
}) => {
  const page = await signInAs(SAM)
  await visit(page, '/ladder/em')
  await page.getByRole('link', { name: 'What changes for me' }).first().focus()
  await page.keyboard.press('Enter')
  await expect(heading(page, 'What changes for me')).toBeVisible()
  const main = page.getByRole('main')
  for (const part of [
    'The step',
    'What you would be asked for in the Management track',
    'New at Engineering Manager (First-Level Manager)',
    'Goes on as it is',
  ]) {
    await expect(main.getByRole('heading', { name: part, exact: true })).toBeVisible()
  }
  await expect(main).toContainText('my own technical contribution')
  await expect(main).toContainText('Effective handling of performance issues')

  const target = page.getByLabel('To which level')
  await target.focus()
  await target.press('Home')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/ladder\/mine\?to=associate$/)
  await expect(main.getByRole('heading', { name: /^New at Associate/ })).toBeVisible()
})

test('without a choice the way leads to the next level; without a level nowhere', async ({
  signInAs,
}) => {
  const page = await signInAs(SAM)
  await visit(page, '/ladder/mine')
  await expect(page.getByLabel('To which level')).toHaveValue('senior')
  const partner = await signInAs(INGRID)
  await visit(partner, '/ladder/mine')
  await expect(partner.getByRole('main')).toContainText('You hold no level on this ladder')
})

test('drift is for administrators of ladders, and leads to the item', async ({ signInAs }) => {
  const engineer = await signInAs(SAM)
  await visit(engineer, '/ladder')
  await expect(engineer.getByRole('link', { name: 'Drift' })).toHaveCount(0)
  expect((await engineer.goto('/ladder/drift'))?.status()).toBe(403)

  const page = await signInAs(OMAR)
  await visit(page, '/ladder')
  await page
    .getByRole('navigation', { name: 'Ladder' })
    .getByRole('link', { name: 'Drift' })
    .click()
  await expect(heading(page, 'Drift')).toBeVisible()
  await expect(page.getByRole('main')).toContainText('there are too few ratings to say')
  await page
    .getByLabel('Level', { exact: true })
    .selectOption({ label: 'Senior Software Engineer' })
  await page.getByRole('button', { name: 'Show' }).click()
  await expect(page).toHaveURL(/level=senior$/)
  const row = page.getByRole('row').filter({ hasText: 'Growth of mentored engineers' })
  await expect(row).toContainText(/\d+ % \(\d+–\d+ %\)/)
  await row.getByRole('link', { name: /^Growth of mentored/ }).click()
  await expect(page).toHaveURL(/\/ladder\/senior#item-/)
  await expect(page.locator(':target')).toContainText('Growth of mentored engineers')
})

test('matrix, level and way are printed with their words and without the rail', async ({
  signInAs,
}) => {
  const page = await signInAs(SAM)
  for (const [path, words] of [
    ['/ladder?track=mgmt', 'Consistent delivery against team commitments'],
    ['/ladder/em', 'Also called Engineering Manager'],
    ['/ladder/mine?to=em', 'What you would be asked for in the Management track'],
  ] as const) {
    await visit(page, path)
    const text = pdfText(await page.pdf({ preferCSSPageSize: true }))
    expect(text).toContain(words)
    expect(text).not.toContain('Sign out')
    expect(text).not.toContain('To which level')
  }
})

function hint(page: Page) {
  return page.locator('.ladder-links').getByRole('status')
}

function focused(page: Page): Promise<string | undefined> {
  return page.evaluate(() => document.activeElement?.id)
}

function backgroundOf(element: Element): string {
  return getComputedStyle(element).backgroundColor
}
