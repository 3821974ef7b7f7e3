import { PERSONAS } from '../support/personas'
import { rows } from '../support/product'
import { expect, heading, test, visit } from './fixtures'

const SECOND = 'amara.nwosu@example.org'
const PASSWORD = 'demonstration'
const REASON = 'The works council asked for somebody who looks into it.'

test('C02 C23 a role is asked for, confirmed, agreed to, and gone on the next request', async ({
  signInAs,
}) => {
  const before = await signInAs(PERSONAS.stranger)
  await before.goto('/admin/audit')
  await expect(heading(before, 'Not found')).toBeVisible()

  const omar = await signInAs(PERSONAS.admin)
  await rows(`UPDATE sessions SET auth_at = now() - interval '11 minutes' WHERE agent = 'test'`)
  await visit(omar, '/admin/roles')
  await omar.getByLabel('Person').fill(PERSONAS.stranger)
  await omar.getByLabel('Role', { exact: true }).selectOption({ label: 'Auditor' })
  await omar.getByLabel('Why').fill(REASON)
  await omar.getByRole('button', { name: 'Ask for the role' }).click()
  await omar.getByLabel('Your password').fill(PASSWORD)
  await omar.getByRole('button', { name: 'Confirm and go on' }).click()
  await expect(omar.getByText('A second administrator must agree before')).toBeVisible()

  const amara = await signInAs(SECOND)
  await visit(amara, '/admin/approvals')
  await amara.getByRole('link', { name: 'Grant a role' }).first().click()
  await expect(amara.getByText(REASON)).toBeVisible()
  await expect(amara.getByText('with a password since')).toBeVisible()
  await amara.getByRole('button', { name: 'Agree' }).click()
  await expect(heading(amara, 'Approvals')).toBeVisible()

  await before.goto('/admin/audit')
  await expect(heading(before, 'Sign in')).toBeVisible()
  const auditor = await signInAs(PERSONAS.stranger)
  await auditor.goto('/admin/audit')
  await expect(heading(auditor, 'Audit log')).toBeVisible()
  await expect(auditor.getByText('You are here as auditor.')).toBeVisible()

  await visit(omar, '/admin/roles')
  await omar.getByRole('button', { name: 'End Auditor of Katarzyna Nowak' }).click()
  const dialog = omar.getByRole('dialog')
  await dialog.getByLabel('Why').fill('It has been looked into.')
  await dialog.getByRole('button', { name: 'End the role' }).click()
  await expect(omar.getByRole('table', { name: 'Roles that have ended' })).toContainText(
    'Katarzyna',
  )
  await auditor.goto('/admin/audit')
  await expect(heading(auditor, 'Sign in')).toBeVisible()
  const after = await signInAs(PERSONAS.stranger)
  await after.goto('/admin/audit')
  await expect(heading(after, 'Not found')).toBeVisible()
})

test('A11 an administrator reads under break-glass only, and says so on the page', async ({
  signInAs,
}) => {
  const participant = await participantOf(PERSONAS.subj)
  const address = `/reviews/share/${participant}?view=submissions`
  const omar = await signInAs(PERSONAS.admin)
  expect((await omar.goto(address))?.status()).toBe(404)
  await visit(omar, '/admin/break-glass')
  await omar.getByLabel('Person').fill(PERSONAS.subj)
  await omar.getByLabel('Why').fill(REASON)
  await omar.getByRole('button', { name: 'Ask for break-glass' }).click()
  await expect(omar.getByText('An HR partner of Sam Lindqvist must agree first.')).toBeVisible()
  expect((await omar.goto(address))?.status()).toBe(404)

  const ingrid = await signInAs(PERSONAS.hr)
  await visit(ingrid, '/admin/approvals')
  await ingrid.getByRole('link', { name: 'Read reviews under break-glass' }).first().click()
  await ingrid.getByRole('button', { name: 'Agree' }).click()
  await expect(heading(ingrid, 'Approvals')).toBeVisible()

  await visit(omar, '/admin/break-glass')
  await expect(omar.getByText('You may read about Sam Lindqvist until')).toBeVisible()
  await omar.getByRole('link', { name: 'what was submitted' }).first().click()
  await expect(omar.getByText(`You read this under break-glass until`)).toContainText(REASON)
  await expect(heading(omar, /Sam Lindqvist/)).toBeVisible()
  await visit(ingrid, '/admin/break-glass')
  await expect(ingrid.getByRole('row', { name: /Omar Haddad/ }).first()).toContainText('1 row')
  await ingrid.getByRole('button', { name: 'End now break-glass of Omar Haddad' }).click()
  await expect(ingrid.getByText('ended early').first()).toBeVisible()
  expect((await omar.goto(address))?.status()).toBe(404)
})

async function participantOf(email: string): Promise<string> {
  const [row] = await rows<{ id: string }>(
    `SELECT t.id FROM participants t JOIN people p ON p.id = t.person_id
     JOIN cycles c ON c.id = t.cycle_id WHERE p.email = $1 AND c.state = 'SHARING'`,
    [email],
  )
  return row?.id ?? ''
}
