import { readFile } from 'node:fs/promises'
import { rows } from '../support/product'
import { expect, heading, type Page, test, visit } from './fixtures'

const SUBJECT = 'wei.zhang@example.org'
const PARTNER = 'ingrid.solberg@example.org'
const SECOND = 'chidi.eze@example.org'

test.beforeAll(async () => {
  await rows(
    `INSERT INTO role_grants (person_id, role) SELECT id, 'HR_PARTNER' FROM people WHERE email = $1`,
    [SECOND],
  )
})
test.afterAll(async () => {
  await rows(
    `DELETE FROM role_grants WHERE role = 'HR_PARTNER'
     AND person_id = (SELECT id FROM people WHERE email = $1)`,
    [SECOND],
  )
})

test('K02 two HR partners hand over what is kept about a person, with nobody else in it', async ({
  signInAs,
}) => {
  test.setTimeout(120_000)
  const partner = await signInAs(PARTNER)
  await visit(partner, '/privacy?search=wei.zhang')
  const found = partner.getByRole('region', { name: 'People found' })
  await found.getByRole('link', { name: 'Wei Zhang' }).click()
  await partner.getByRole('button', { name: 'Collect what is kept about them' }).click()
  await expect(heading(partner, /Access request/)).toBeVisible()
  const address = partner.url()
  const names = await partner.getByRole('heading', { level: 3 }).allInnerTexts()
  expect(names.length).toBeGreaterThan(0)
  await blackenAll(partner)
  const asking = partner.locator('form').filter({ hasText: 'Ask for the release' })
  await asking.getByRole('textbox').fill('Asked in writing.')
  await partner.getByRole('button', { name: 'Ask for the release' }).click()
  await expect(partner.getByText('Waits for a second person')).toBeVisible()
  const second = await signInAs(SECOND)
  await visit(second, address)
  await second.getByRole('button', { name: 'Agree and release it' }).click()
  await expect(second.getByRole('heading', { name: 'Released' })).toBeVisible()
  const subject = await signInAs(SUBJECT)
  await visit(subject, '/account/data')
  const downloading = subject.waitForEvent('download')
  await subject.getByRole('button', { name: 'Download the package' }).first().click()
  const text = await readFile(await (await downloading).path(), 'utf8')
  expect(text).toContain('Wei Zhang')
  for (const name of names) expect(text).not.toContain(name)
})

async function blackenAll(page: Page): Promise<void> {
  const open = page.locator('details[open]').filter({ has: page.locator('form') })
  for (let left = await open.count(); left > 0; left--) {
    await expect(open).toHaveCount(left)
    await open.first().getByRole('button', { name: 'Decide for the ticked places' }).click()
    await expect(open).toHaveCount(left - 1)
  }
}
