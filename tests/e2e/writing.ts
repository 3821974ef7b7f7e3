import { expect, heading, type Locator, type Page, visit } from './fixtures'

/** Opens a review of the running cycle from the list of the person's reviews. */
export async function openReview(page: Page, title: string): Promise<void> {
  await visit(page, '/reviews')
  await page.getByRole('region', { name: 'To write' }).getByRole('link', { name: title }).click()
  await expect(heading(page, title)).toBeVisible()
}

export function footer(page: Page): Locator {
  return page.getByRole('region', { name: 'This review' })
}

/** The server has acknowledged everything that is on the screen. */
export async function expectSaved(page: Page, within = {}): Promise<void> {
  await expect(footer(page).getByText(/^Saved \d\d:\d\d:\d\d$/)).toBeVisible(within)
}

export async function expectRetrying(page: Page): Promise<void> {
  const words = 'Not saved: no connection. Trying again'
  await expect(footer(page).getByText(words).first()).toBeVisible()
}

export function text(page: Page, section: string): Locator {
  return page.getByRole('region', { name: section }).getByRole('textbox', { name: section })
}

/** Each rated statement, with its five points and "Not observed". */
export async function statements(page: Page): Promise<Locator[]> {
  const groups = page.getByRole('main').getByRole('group')
  return groups.filter({ has: page.getByRole('radio') }).all()
}

/** Everything that a review asks for: Consistent all along, a note with each, a text in each section. */
export async function writeAll(page: Page, words: string): Promise<void> {
  for (const [place, statement] of (await statements(page)).entries()) {
    await statement.getByRole('radio').first().press('4')
    await statement.getByRole('textbox').fill(`${words} Statement ${place + 1}.`)
  }
  for (const field of await page.getByPlaceholder('Write here').all()) {
    await field.fill(words)
  }
  await expectSaved(page)
}

/** Hands in through the dialog that says who will read it. */
export async function submit(page: Page, button: string): Promise<void> {
  await footer(page).getByRole('button', { name: 'Submit' }).click()
  const dialog = page.getByRole('dialog', { name: /^Submit: / })
  await expect(dialog.getByRole('heading', { name: 'Who will read it' })).toBeVisible()
  await expect(dialog.getByText('Still missing')).toBeHidden()
  await dialog.getByRole('button', { name: button }).click()
  await expect(footer(page)).toBeHidden()
}
