import { expect, heading, type Page, test, visit } from './fixtures'

const NAME = 'Runtime check-in'

test('an administrator opens a cycle and launches it', async ({ signInAs }) => {
  const admin = await signInAs('omar.haddad@example.org')
  await test.step('the form becomes a draft', () => draft(admin))
  await test.step('the data check says who is left out before anything happens', async () => {
    await expect(admin.getByRole('heading', { name: 'Data check' })).toBeVisible()
    await expect(admin.getByText('6 of 7 people in scope can take part')).toBeVisible()
    await expect(admin.getByText('No level: 1')).toBeVisible()
    await expect(admin.getByRole('link', { name: 'Ingrid Solberg' })).toBeVisible()
    await expect(admin.getByText(/^Launching creates 6 self-reviews/)).toBeVisible()
  })
  await test.step('the worker launches it, and the page shows how far it is', async () => {
    await admin.getByLabel(/^Leave out 1 person/).check()
    await admin.getByRole('button', { name: 'Launch now' }).click()
    const progress = admin.getByRole('table', { name: 'Progress by team' })
    await expect(progress.getByRole('row', { name: /Runtime/ })).toContainText('0 of 6 submitted')
    await expect(admin.getByRole('button', { name: 'Launch now' })).toBeHidden()
  })
  await test.step('those who take part have their tasks', async () => {
    const henrik = await signInAs('henrik.dahl@example.org')
    await visit(henrik, '/reviews')
    await expect(task(henrik, 'Your self-review')).toBeVisible()
    const devika = await signInAs('devika.menon@example.org')
    await visit(devika, '/reviews')
    await expect(task(devika, 'Review of Henrik Dahl')).toBeVisible()
  })
  await test.step('the others have none, and the page of the cycle shows them no progress', async () => {
    const sam = await signInAs('sam.lindqvist@example.org')
    await visit(sam, '/reviews')
    await expect(sam.getByText(NAME)).toHaveCount(0)
    await visit(sam, new URL(admin.url()).pathname)
    await expect(heading(sam, NAME)).toBeVisible()
    await expect(sam.getByRole('table', { name: 'Progress by team' })).toHaveCount(0)
  })
})

async function draft(page: Page) {
  await visit(page, '/cycles')
  await page.getByRole('link', { name: 'New cycle' }).click()
  await expect(heading(page, 'New cycle')).toBeVisible()
  await page.getByLabel('Name', { exact: true }).fill(NAME)
  const teams = page.getByRole('group', { name: 'Teams' })
  await teams.getByLabel('Runtime').check()
  await teams.getByLabel('People partners').check()
  await page.getByRole('button', { name: 'Save as draft' }).click()
  await expect(heading(page, NAME)).toBeVisible()
}

function task(page: Page, title: string) {
  return page.getByRole('link', { name: title }).filter({ hasText: NAME })
}
