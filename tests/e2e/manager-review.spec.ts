import { COOKIE, revokeSession } from '../support/product'
import { expect, type Page, test, visit } from './fixtures'
import { expectRetrying, expectSaved, footer, openReview, text } from './writing'

const MAYA = 'maya.okafor@example.org'
const REVIEW = 'Review of Leila Haidari'

test('two tabs: both texts are shown, and the writer chooses', async ({ signInAs }) => {
  const first = await signInAs(MAYA)
  await openReview(first, REVIEW)
  const second = await anotherTab(first)
  await text(first, 'Summary').fill('Written in the first tab.')
  await expectSaved(first)

  await text(second, 'Summary').fill('Written in the second tab.')
  const clash = second.getByRole('region', { name: 'Summary' }).getByRole('alert')
  await expect(clash).toContainText('This section was saved elsewhere')
  await expect(clash).toContainText('Written in the first tab.')
  await expect(clash).toContainText('Written in the second tab.')
  await expect(footer(second)).toContainText('Two texts to choose from')
  await clash.getByRole('button', { name: 'Join both texts' }).click()
  await expect(clash).toBeHidden()
  await expectSaved(second)

  await visit(first, pathOf(first))
  await expect(text(first, 'Summary')).toHaveValue(
    'Written in the first tab.\n\nWritten in the second tab.',
  )
})

test('F24 a lost network: what is typed stays and goes out when it is back', async ({
  signInAs,
}) => {
  const page = await signInAs(MAYA)
  await openReview(page, REVIEW)
  await page.context().setOffline(true)
  await text(page, 'Technical Skills').fill('Typed on the train.')
  await expectRetrying(page)
  await expect(text(page, 'Technical Skills')).toHaveValue('Typed on the train.')
  await page.context().setOffline(false)
  await expectSaved(page)
  await visit(page, pathOf(page))
  await expect(text(page, 'Technical Skills')).toHaveValue('Typed on the train.')
})

test('F24 a tab closed without network: the next one offers what was never saved', async ({
  signInAs,
}) => {
  const page = await signInAs(MAYA)
  await openReview(page, REVIEW)
  await page.context().setOffline(true)
  await text(page, 'Impact and Communication').fill('Typed in the tunnel, then closed.')
  await expectRetrying(page)
  const path = pathOf(page)
  await page.close()

  await page.context().setOffline(false)
  const later = await page.context().newPage()
  await visit(later, path)
  const section = later.getByRole('region', { name: 'Impact and Communication' })
  await expect(section).toContainText('Text from this browser that was never saved')
  await expect(section.getByText('Typed in the tunnel, then closed.')).toBeVisible()
  await section.getByRole('button', { name: 'Use the kept text' }).click()
  await expectSaved(later)
  await visit(later, path)
  await expect(text(later, 'Impact and Communication')).toHaveValue(
    'Typed in the tunnel, then closed.',
  )
  await expect(later.getByText('Text from this browser')).toHaveCount(0)
})

test('F24 an ended session: a banner, a sign-in in another tab, and nothing is lost', async ({
  signInAs,
}) => {
  const page = await signInAs(MAYA)
  await openReview(page, REVIEW)
  await text(page, 'Team & Project Scope').fill('Begun before the session ended.')
  await expectSaved(page)
  await revokeSession(await tokenOf(page))
  await text(page, 'Team & Project Scope').fill('Begun before the session ended, and finished.')
  await expect(footer(page).getByRole('alert')).toContainText('You are signed out.')

  const opening = page.context().waitForEvent('page')
  await footer(page).getByRole('link', { name: 'in another tab' }).click()
  const other = await opening
  await other.getByLabel('E-mail').fill(MAYA)
  await other.getByLabel('Password').fill('demonstration')
  await other.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(other.getByRole('navigation', { name: 'Main' })).toBeVisible()

  await footer(page).getByRole('button', { name: 'Try again' }).click()
  await expectSaved(page)
  await visit(page, pathOf(page))
  await expect(text(page, 'Team & Project Scope')).toHaveValue(
    'Begun before the session ended, and finished.',
  )
})

async function anotherTab(page: Page): Promise<Page> {
  const tab = await page.context().newPage()
  await visit(tab, pathOf(page))
  return tab
}

function pathOf(page: Page): string {
  return new URL(page.url()).pathname
}

async function tokenOf(page: Page): Promise<string> {
  const cookies = await page.context().cookies()
  return cookies.find(({ name }) => name === COOKIE)?.value ?? ''
}
