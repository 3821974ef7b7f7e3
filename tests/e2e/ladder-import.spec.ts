import { readFileSync } from 'node:fs'
import { rows } from '../support/product'
import { bar, expectSaved, item, problems, write } from './drafting'
import { expect, heading, type Page, test, visit } from './fixtures'

const OMAR = 'omar.haddad@example.org'
const SEED = 'tests/unit/ladder/fixtures/responsibilities.md'
const PROSE = 'tests/unit/ladder/reading/fixtures/prose.md'
const CYCLE = 'After the import'
// What was published stays so: a second attempt changes another text.
const BEFORE = [
  'Conflict resolution abilities for team dynamics',
  'Coaching and mentoring skills for individual contributors',
]
const AFTER = 'Settles conflicts in the team before they harden'

test('text without a ladder is refused, with what was looked for', async ({ signInAs }) => {
  const page = await signInAs(OMAR)
  await upload(page, PROSE)
  const main = page.getByRole('main')
  await expect(main.getByText('No ladder was found in this')).toBeVisible()
  await expect(main.getByRole('alert')).toContainText('E114')
  await expect(page.getByRole('button', { name: 'Make a draft of it' })).toBeHidden()
  expect(await problems(page)).toEqual([])
})

test('what a person corrects is kept, also without a script', async ({ signInAs }) => {
  const page = await signInAs(OMAR, { javaScriptEnabled: false })
  const other = await signInAs(OMAR)
  await upload(other, SEED)
  await page.goto(new URL(other.url()).pathname)
  await page.getByText('What is rated, and the title').click()
  await page.getByLabel('What is rated in reviews').selectOption('all')
  await page.getByText('Correct levels, tracks and categories').click()
  await page.getByLabel('Band of VP of Engineering').fill('9')
  await page.getByLabel('Leadership Skills holds').selectOption('Prerequisites')
  const answer = page.waitForResponse((response) => response.request().method() === 'POST')
  await page.getByRole('button', { name: 'Read it again like this' }).click()
  expect((await answer).status()).toBe(200)
  await visit(other, new URL(other.url()).pathname)
  await expect(other.getByLabel('What is rated in reviews')).toHaveValue('all')
  await expect(other.getByLabel('Band of VP of Engineering')).toHaveValue('9')
  await expect(other.getByLabel('Leadership Skills holds')).toHaveValue('prerequisite')
})

test('a ladder comes in from Markdown, is edited, published and used', async ({ signInAs }, {
  retry,
}) => {
  test.setTimeout(120_000)
  const cycle = `${CYCLE} ${retry}`
  const page = await signInAs(OMAR)
  const [running] = await pinned(`c.state = 'SHARING'`)
  await test.step('the preview says what is what, and leads to its line', async () => {
    await upload(page, SEED)
    await expect(page.getByRole('status').filter({ hasText: '5 levels' })).toBeVisible()
    await page.getByRole('link', { name: 'Line 30' }).first().click()
    await expect(page.locator('li:target')).toHaveText(
      '### Engineering Manager (First-Level Manager)',
    )
    expect(await problems(page)).toEqual([])
  })
  await test.step('what has the same words is ticked, and it becomes a draft', async () => {
    await expect(page.getByLabel('What it becomes')).toHaveValue('engineering')
    await expect(page.getByRole('checkbox', { name: /items of the same words/ })).toBeChecked()
    const replacing = page.getByRole('checkbox', { name: 'Replace that draft' })
    if (await replacing.isVisible()) await replacing.check()
    await page.getByRole('button', { name: 'Make a draft of it' }).click()
    await expect(heading(page, /^Edit .*ladder/)).toBeVisible()
    await expect(bar(page)).toBeVisible()
  })
  await test.step('one text is edited', async () => {
    const tracks = page.getByRole('navigation', { name: 'Track' })
    await tracks.getByRole('button', { name: 'Management' }).click()
    await write(page, item(page, BEFORE[retry] ?? '').first(), AFTER)
    await expectSaved(page)
  })
  await test.step('publishing shows the difference and asks what it means', async () => {
    await visit(page, '/ladder/edit/publish?ladder=engineering')
    const reworded = page.getByRole('group').filter({ hasText: 'Settles' })
    await reworded.getByRole('radio', { name: /^Clarified/ }).check()
    await page.getByLabel('What changed, for those who read it').fill('Read from our document.')
    const warnings = page.getByRole('checkbox', { name: /^I have read the/ })
    if (await warnings.isVisible()) await warnings.check()
    await page.getByRole('button', { name: /^Publish version/ }).click()
    await expect(page).toHaveURL(/\/ladder\/versions$/)
    await expect(page.getByText('Read from our document.')).toBeVisible()
  })
  await test.step('everybody can compare it with the version before', async () => {
    await visit(page, '/ladder/versions/compare')
    await expect(page.locator('.ladder-diff', { hasText: 'Settles' }).first()).toBeVisible()
  })
  await test.step('a new cycle takes it, and the running one keeps what it had', async () => {
    await launch(page, cycle)
    const [launched] = await pinned(`c.name = '${cycle}'`)
    expect(launched?.status).toBe('PUBLISHED')
    expect(await pinned(`c.state = 'SHARING'`)).toMatchObject([
      { versionId: running?.versionId, status: 'ARCHIVED' },
    ])
    expect(launched?.versionId).not.toBe(running?.versionId)
  })
})

async function upload(page: Page, path: string) {
  await visit(page, '/ladder')
  await page.getByRole('link', { name: 'Import', exact: true }).click()
  await expect(heading(page, 'Import a ladder')).toBeVisible()
  const name = path.split('/').at(-1) ?? path
  await page
    .getByLabel('Files')
    .setInputFiles({ name, mimeType: 'text/markdown', buffer: readFileSync(path) })
  await page.getByRole('button', { name: 'Read it' }).click()
  await expect(heading(page, name)).toBeVisible()
}

async function launch(page: Page, name: string) {
  await visit(page, '/cycles/new')
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByRole('group', { name: 'Teams' }).getByLabel('Security').check()
  await page.getByRole('button', { name: 'Save as draft' }).click()
  await expect(heading(page, name)).toBeVisible()
  const leftOut = page.getByLabel(/^Leave out/)
  if (await leftOut.isVisible()) await leftOut.check()
  await page.getByRole('button', { name: 'Launch now' }).click()
  const progress = page.getByRole('table', { name: 'Progress by team' })
  await expect(progress.getByRole('row', { name: /Security/ })).toBeVisible({ timeout: 30_000 })
}

function pinned(where: string) {
  return rows<{ versionId: string; status: string }>(
    `SELECT v.id AS "versionId", v.status::text AS status
     FROM cycles c JOIN ladder_versions v ON v.id = c.ladder_version_id WHERE ${where}`,
  )
}
