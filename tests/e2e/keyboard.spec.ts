import { expect, heading, type Page, test, visit } from './fixtures'
import { footer, openReview } from './writing'

const MAYA = 'maya.okafor@example.org'

test('the first Tab offers to skip the rail, and Enter leads into the page', async ({
  signInAs,
}) => {
  const page = await signInAs(MAYA)
  await visit(page, '/reviews')
  await page.keyboard.press('Tab')
  const skip = page.getByRole('link', { name: 'Skip to content' })
  await expect(skip).toBeFocused()
  await expect(skip).toBeInViewport()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('main').locator(':focus')).toHaveCount(1)
})

test('the rail is walked with Tab and says where one is', async ({ signInAs }) => {
  const page = await signInAs(MAYA)
  await visit(page, '/')
  const rail = page.getByRole('navigation', { name: 'Main' })
  await rail.getByRole('link', { name: 'Home' }).focus()
  for (const name of ['My growth', 'My team', 'Reviews']) {
    await page.keyboard.press('Tab')
    await expect(rail.getByRole('link', { name })).toBeFocused()
  }
  await page.keyboard.press('Enter')
  await expect(heading(page, 'Reviews')).toBeVisible()
  await expect(rail.getByRole('link', { name: 'Reviews' })).toHaveAttribute('aria-current', 'page')
  await page.goBack()
  await expect(rail.getByRole('link', { name: 'Home' })).toHaveAttribute('aria-current', 'page')
})

test('a table is sorted with the keyboard, by the server, and back undoes it', async ({
  signInAs,
}) => {
  const page = await signInAs(MAYA)
  await visit(page, '/team')
  const header = page.getByRole('columnheader', { name: 'Person' })
  const names = page.getByRole('rowheader')
  await header.getByRole('link').focus()
  await page.keyboard.press('Enter')
  await expect(header).toHaveAttribute('aria-sort', 'ascending')
  await expect(names.first()).toHaveText('Chidi Eze')
  await header.getByRole('link').focus()
  await page.keyboard.press('Enter')
  await expect(header).toHaveAttribute('aria-sort', 'descending')
  await expect(names.first()).toHaveText('Yuki Tanaka')
  await page.goBack()
  await expect(names.first()).toHaveText('Chidi Eze')
})

test('a dialog keeps the focus, Escape closes it, and the focus returns', async ({ signInAs }) => {
  const page = await signInAs(MAYA)
  await openReview(page, 'Review of Jonas Weber')
  const opener = footer(page).getByRole('button', { name: 'Submit' })
  await opener.focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Submit: Review of Jonas Weber' })
  await expect(dialog.locator(':focus')).toHaveCount(1)
  for (let presses = 0; presses < 30; presses += 1) {
    await page.keyboard.press('Tab')
    expect(await isFocusBehind(page)).toBe(false)
  }
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(opener).toBeFocused()
})

test('on a phone the menu opens and closes with the keyboard', async ({ signInAs }) => {
  const page = await signInAs(MAYA, { viewport: { width: 390, height: 844 } })
  await visit(page, '/')
  const link = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Reviews' })
  await expect(link).toBeHidden()
  await page.getByRole('button', { name: 'Menu' }).focus()
  await page.keyboard.press('Enter')
  await expect(link).toBeVisible()
  await link.focus()
  await page.keyboard.press('Enter')
  await expect(heading(page, 'Reviews')).toBeVisible()
  await expect(link, 'the menu is out of the way on the next page').toBeHidden()
})

test('the theme is chosen with the keyboard and stays', async ({ signInAs }) => {
  const page = await signInAs(MAYA, { colorScheme: 'light' })
  await visit(page, '/')
  const light = await background(page)
  await page.getByRole('combobox', { name: 'Theme' }).focus()
  await page.keyboard.press('D')
  await expect(page.getByRole('combobox', { name: 'Theme' })).toHaveValue('dark')
  await visit(page, '/reviews')
  expect(await background(page)).not.toBe(light)
})

/** The focus is on something of the page that the dialog covers. */
function isFocusBehind(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const focused = document.activeElement
    return focused !== document.body && focused?.closest('dialog') === null
  })
}

function background(page: Page): Promise<string> {
  return page.evaluate(() => getComputedStyle(document.body).backgroundColor)
}
