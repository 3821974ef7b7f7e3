import { PERSONAS } from '../support/personas'
import { COOKIE, rows, sessionOf } from '../support/product'
import { expect, heading, test, visit } from './fixtures'

const PASSWORD = 'demonstration'
const NEW = 'nine yellow umbrellas'

test('one sees where one is signed in, and ends it elsewhere', async ({ signInAs }) => {
  const elsewhere = await signInAs(PERSONAS.stranger)
  const page = await signInAs(PERSONAS.stranger)
  await visit(page, '/')
  await page.getByRole('link', { name: 'Your account' }).click()
  await expect(heading(page, 'Your account')).toBeVisible()
  const sessions = page.getByRole('list', { name: 'Your sessions' }).getByRole('listitem')
  await expect(sessions.filter({ hasText: 'You are here' })).toHaveCount(1)
  await page.getByRole('button', { name: 'Sign out everywhere else' }).click()
  await expect(sessions).toHaveCount(1)
  await elsewhere.goto('/me')
  await expect(heading(elsewhere, 'Sign in')).toBeVisible()
})

// Leads nobody, so that no other journey signs them in by the old password.
const CHANGING = 'camille.laurent@example.org'

test('a password is changed with the old one, and everywhere else it is over', async ({
  signInAs,
}) => {
  const elsewhere = await signInAs(CHANGING)
  const page = await signInAs(CHANGING)
  await visit(page, '/account')
  await page.getByLabel('Password that you have now').fill('not the password')
  await page.getByLabel('New password').fill(NEW)
  await page.getByRole('button', { name: 'Change password' }).click()
  await expect(page.getByText('The password that you have now is another one.')).toBeVisible()
  await page.getByLabel('Password that you have now').fill(PASSWORD)
  await page.getByLabel('New password').fill(NEW)
  await page.getByRole('button', { name: 'Change password' }).click()
  await expect(page.getByText('Your password is changed')).toBeVisible()
  await page.reload()
  await expect(heading(page, 'Your account')).toBeVisible()
  await elsewhere.goto('/account')
  await expect(heading(elsewhere, 'Sign in')).toBeVisible()
  await elsewhere.getByLabel('E-mail').fill(CHANGING)
  await elsewhere.getByLabel('Password').fill(NEW)
  await elsewhere.getByRole('button', { name: 'Sign in' }).click()
  await expect(heading(elsewhere, 'Your account')).toBeVisible()
})

test('D08 nothing is left in the browser after signing out', async ({ signInAs }) => {
  const page = await signInAs(PERSONAS.subj)
  await visit(page, '/me')
  await page.evaluate(async () => {
    localStorage.setItem('left', 'text')
    sessionStorage.setItem('left', 'text')
    await new Promise((resolve, reject) => {
      const opening = indexedDB.open('rung-drafts-left', 1)
      opening.onsuccess = () => {
        opening.result.close()
        resolve(null)
      }
      opening.onerror = reject
    })
  })
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByText('You are signed out.')).toBeVisible()
  await expect
    .poll(() =>
      page.evaluate(async () => {
        const databases = await indexedDB.databases()
        return [localStorage.length, sessionStorage.length, databases.map(({ name }) => name)]
      }),
    )
    .toEqual([0, 0, []])
  await page.goBack()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await expect(page.getByText('Lindqvist', { exact: true })).toHaveCount(0)
})

test('an administrator sees where somebody is signed in, and ends it', async ({
  signInAs,
  browser,
  baseURL,
}) => {
  const context = await browser.newContext()
  const token = await sessionOf(PERSONAS.colleague)
  await context.addCookies([{ name: COOKIE, value: token, url: baseURL ?? '' }])
  const theirs = await context.newPage()
  await theirs.goto('/me')
  const page = await signInAs(PERSONAS.admin)
  await visit(page, '/admin/people?search=wei')
  await page.getByRole('link', { name: 'Sessions of Wei Zhang' }).click()
  await expect(heading(page, 'Wei Zhang')).toBeVisible()
  await page.getByRole('button', { name: 'Sign out everywhere' }).click()
  await expect(page.getByText('Nowhere at the moment')).toBeVisible()
  await theirs.goto('/me')
  await expect(heading(theirs, 'Sign in')).toBeVisible()
  await context.close()
})

test('C23 an export long after the password asks once more, and then comes', async ({
  signInAs,
}) => {
  const page = await signInAs(PERSONAS.admin)
  await visit(page, '/admin/audit')
  await rows(
    `UPDATE sessions SET auth_at = now() - interval '11 minutes'
     WHERE person_id = (SELECT id FROM people WHERE email = $1)`,
    [PERSONAS.admin],
  )
  await page.getByRole('link', { name: 'Export as CSV' }).click()
  await expect(heading(page, 'Confirm that it is you')).toBeVisible()
  await page.getByLabel('Your password').fill('not the password')
  await page.getByRole('button', { name: 'Confirm and go on' }).click()
  await expect(page.getByText('The password is not right.')).toBeVisible()
  const coming = page.waitForEvent('download')
  await page.getByLabel('Your password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Confirm and go on' }).click()
  expect((await coming).suggestedFilename()).toMatch(/^rung-audit-.*\.csv$/)
})

test('C23 a role is granted once the person has confirmed, without filling in again', async ({
  signInAs,
}) => {
  const page = await signInAs(PERSONAS.admin)
  await visit(page, '/admin/roles')
  await rows(
    `UPDATE sessions SET auth_at = now() - interval '11 minutes'
     WHERE person_id = (SELECT id FROM people WHERE email = $1)`,
    [PERSONAS.admin],
  )
  await page.getByLabel('Person').fill('aisha.bello@example.org')
  await page.getByLabel('Role', { exact: true }).selectOption('LADDER_ADMIN')
  await page.getByLabel('Why').fill('Edits the ladder with us from now on.')
  await page.getByRole('button', { name: /^Grant/ }).click()
  const dialog = page.getByRole('dialog', { name: 'Confirm that it is you' })
  await expect(dialog.getByLabel('Your password')).toBeFocused()
  await page.keyboard.type('not the password')
  await page.keyboard.press('Enter')
  await expect(dialog.getByText('The password is not right.')).toBeVisible()
  expect(await held('aisha.bello@example.org')).toEqual([])
  await dialog.getByLabel('Your password').fill(PASSWORD)
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect.poll(() => held('aisha.bello@example.org')).toEqual(['LADDER_ADMIN'])
  await rows(`UPDATE role_grants SET valid_to = now() WHERE person_id =
    (SELECT id FROM people WHERE email = 'aisha.bello@example.org')`)
})

async function held(email: string): Promise<string[]> {
  const grants = await rows<{ role: string }>(
    `SELECT role FROM role_grants g JOIN people p ON p.id = g.person_id
     WHERE p.email = $1 AND (g.valid_to IS NULL OR g.valid_to > now())`,
    [email],
  )
  return grants.map(({ role }) => role)
}
