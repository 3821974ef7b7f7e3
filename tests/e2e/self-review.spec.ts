import { expect, heading, type Locator, type Page, test, visit } from './fixtures'
import { expectSaved, footer, statements, text } from './writing'

test('an engineer writes the self-review with the keyboard alone', async ({ signInAs }) => {
  test.setTimeout(120_000)
  const page = await signInAs('yuki.tanaka@example.org')
  await visit(page, '/reviews')
  await tabTo(page, page.getByRole('link', { name: /^Your self-review/ }))
  await page.keyboard.press('Enter')
  await expect(heading(page, 'Your self-review')).toBeVisible()
  const rated = await statements(page)

  await test.step('text is saved as it is written', async () => {
    await tabTo(page, text(page, 'Technical Skills'))
    await page.keyboard.type('I found the cause of the slow start.')
    await expectSaved(page)
  })
  await test.step('points are chosen with 1 to 5 and N', async () => {
    for (const [place, statement] of rated.entries()) {
      await tabTo(page, statement.getByRole('radio').first())
      const key = ['4', '3', '2', 'n', '5'][place % 5] ?? '4'
      await page.keyboard.press(key)
      await expect(statement.getByRole('radio', { name: POINTS[key] })).toBeChecked()
      await expect(statement.getByRole('radio', { name: POINTS[key] })).toBeFocused()
    }
    await expectSaved(page)
  })
  await test.step('a reload keeps everything', async () => {
    await visit(page, new URL(page.url()).pathname)
    await expect(text(page, 'Technical Skills')).toHaveValue('I found the cause of the slow start.')
    await expect(footer(page)).toContainText('9 of 15 done')
    await expect(page.getByRole('radio', { checked: true })).toHaveCount(10)
  })
  await test.step('submitting says what is missing and leads there', async () => {
    await tabTo(page, footer(page).getByRole('button', { name: 'Submit' }))
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Submit: Your self-review' })
    await expect(dialog.getByText('Still missing (2)')).toBeVisible()
    await expect(dialog.getByRole('listitem').filter({ hasText: 'needs a note' })).toHaveCount(2)
    await expect(dialog.getByRole('button', { name: 'Submit self-review' })).toBeDisabled()
    for (const statement of rated.filter((_, place) => place % 5 === 4)) {
      const words = await statement.evaluate((field) => field.querySelector('legend')?.textContent)
      await tabTo(page, dialog.getByRole('link', { name: words ?? '' }))
      await page.keyboard.press('Enter')
      await expect(statement.getByRole('textbox')).toBeFocused()
      await page.keyboard.type('The runbook page that the night shift used.')
      await tabTo(page, footer(page).getByRole('button', { name: 'Submit' }))
      await page.keyboard.press('Enter')
    }
    await tabTo(page, dialog.getByRole('link', { name: 'Summary' }))
    await page.keyboard.press('Enter')
    await expect(text(page, 'Summary')).toBeFocused()
    await page.keyboard.type('I ask sooner than I did.')
    await expectSaved(page)
  })
  await test.step('then it is handed in and can be read', async () => {
    await tabTo(page, footer(page).getByRole('button', { name: 'Submit' }))
    await page.keyboard.press('Enter')
    await tabTo(page, page.getByRole('button', { name: 'Submit self-review' }))
    await page.keyboard.press('Enter')
    await expect(page.getByText('This review has been submitted.')).toBeVisible()
    await expect(page.getByText('I ask sooner than I did.')).toBeVisible()
    await expect(page.getByRole('main').getByRole('textbox')).toHaveCount(0)
  })
})

const POINTS: Record<string, string> = {
  '2': '2 Emerging',
  '3': '3 Developing',
  '4': '4 Consistent',
  '5': '5 Exemplary',
  n: 'Not observed',
}
const FAR = 120

/** Goes on with Tab until this has the focus, as a hand without a pointer does. */
async function tabTo(page: Page, target: Locator) {
  for (let presses = 0; presses < FAR; presses += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  await expect(target).toBeFocused()
}
