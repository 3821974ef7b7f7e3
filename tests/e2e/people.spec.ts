import { expect, heading, test, visit } from './fixtures'

const SAM = 'sam.lindqvist@example.org'
const OMAR = 'omar.haddad@example.org'

test('the chart is walked as a tree with the keyboard, and finds people', async ({ signInAs }) => {
  const page = await signInAs(SAM)
  await visit(page, '/people/chart')
  const item = (name: string) => page.locator(`[role=treeitem][data-name="${name}"]`)
  await item('Amara Nwosu').focus()
  await page.keyboard.press('ArrowDown')
  await expect(item('Ingrid Solberg')).toBeFocused()
  await page.keyboard.press('v')
  await expect(item('Viktor Lindgren')).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(item('Elena Petrov')).toBeVisible()
  await expect(page).toHaveURL(/person=/)
  await page.keyboard.press('ArrowRight')
  await expect(item('Elena Petrov')).toBeFocused()
  await page.keyboard.press('ArrowLeft')
  await expect(item('Viktor Lindgren')).toBeFocused()
  await page.keyboard.press('ArrowLeft')
  await expect(item('Elena Petrov')).toBeHidden()
  await page.keyboard.press('End')
  await page.keyboard.press('Home')
  await expect(item('Amara Nwosu')).toBeFocused()
  await page.getByLabel('Find').first().fill('wei zhang')
  await page.getByRole('button', { name: 'Find' }).click()
  await expect(item('Wei Zhang')).toHaveAttribute('aria-current', 'true')
  await expect(item('Maya Okafor')).toHaveAttribute('aria-expanded', 'true')
  await item('Wei Zhang').focus()
  await page.keyboard.press('Enter')
  await expect(heading(page, 'Wei Zhang')).toBeVisible()
})

test('the chart opens by links where no script runs', async ({ signInAs }) => {
  const page = await signInAs(SAM, { javaScriptEnabled: false })
  await page.goto('/people/chart')
  await page.getByRole('link', { name: 'Open who is below Viktor Lindgren' }).click()
  await page.getByRole('link', { name: 'Open who is below Elena Petrov' }).click()
  await expect(page.getByRole('link', { name: 'Maya Okafor', exact: true })).toBeVisible()
})

test('an administrator plans a change, sees it and cancels it', async ({ signInAs }) => {
  const page = await signInAs(OMAR)
  await visit(page, '/people?search=lucie')
  await page.getByRole('link', { name: 'Lucie Dubois' }).click()
  await page.getByRole('navigation', { name: 'Change' }).getByText('Team').click()
  await page.getByLabel('New team').selectOption('Security')
  const on = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10)
  await page.getByLabel('From').fill(on)
  await page.getByRole('button', { name: 'Change team' }).click()
  await expect(page.getByText('Team: Security from')).toBeVisible()
  await page.getByRole('button', { name: 'Cancel the change of Team' }).click()
  await expect(page.getByText('Nothing is planned.')).toBeVisible()
})

test('what is refused keeps what was typed and says why', async ({ signInAs }) => {
  const page = await signInAs(OMAR)
  await visit(page, '/people?search=elena')
  await page.getByRole('link', { name: 'Elena Petrov' }).first().click()
  await page.getByRole('navigation', { name: 'Change' }).getByText('Manager').click()
  await page.getByLabel('New manager').fill('maya.okafor@example.org')
  await page.getByRole('button', { name: 'Change manager' }).click()
  await expect(
    page.getByRole('alert').filter({ hasText: 'nobody can be above themselves' }),
  ).toBeVisible()
  await expect(page.getByLabel('New manager')).toHaveValue('maya.okafor@example.org')
})
