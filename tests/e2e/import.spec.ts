import { expect, heading, type Page, test, visit } from './fixtures'

const HEADER = 'name,email,manager email,level,team,start date'
const LEAD = 'tomas.herrera@example.org'
const BROKEN = [
  HEADER,
  'Inês Castro,ines.castro@example.org,nobody.here@example.org,engineer,Field,2026-01-12',
  `Odd Nilsen,odd.nilsen@example.org,${LEAD},wizard,Field,2026-02-30`,
  `Inês Castro,INES.CASTRO@example.org,${LEAD},engineer,Field,2026-01-12`,
]
const MENDED = [
  HEADER,
  `Inês Castro,ines.castro@example.org,${LEAD},engineer,Field,2026-01-12`,
  'Odd Nilsen,odd.nilsen@example.org,ines.castro@example.org,engineer,Field,2026-02-28',
]

test('people come in from a file, whole or not at all', async ({ signInAs }) => {
  const page = await signInAs('omar.haddad@example.org')
  await test.step('every problem is named by row and column', async () => {
    await preview(page, BROKEN)
    await expect(page.getByRole('main').getByRole('alert')).toContainText('4 problems to mend')
    const problems = page.getByRole('table', { name: 'Problems' })
    for (const [row, column, cell] of [
      ['2', '3, manager email', 'nobody.here@example.org'],
      ['3', '4, level', 'wizard'],
      ['3', '6, start date', '2026-02-30'],
      ['4', '2, email', 'INES.CASTRO@example.org'],
    ]) {
      const named = problems.getByRole('row', { name: `${row} ${column} ${cell}` })
      await expect(named, `${row} ${column}`).toBeVisible()
    }
    await expect(page.getByRole('button', { name: /^Apply/ })).toBeHidden()
  })
  await test.step('the mended file shows what it does before it does it', async () => {
    await page.getByRole('link', { name: 'Preview another file' }).click()
    await preview(page, MENDED)
    await expect(page.getByText('2 new')).toBeVisible()
    const added = page.getByRole('table', { name: 'New people' })
    await expect(added.getByRole('row', { name: '2 Inês Castro' })).toContainText('12 Jan 2026')
    await page.getByRole('button', { name: 'Apply 2 changes' }).click()
    await expect(page.getByText(/^2 people created on/)).toBeVisible()
  })
  await test.step('the same file again changes nothing', async () => {
    await preview(page, MENDED)
    await expect(page.getByText('Nothing to apply')).toBeVisible()
    await expect(page.getByText(/0 new, 0 changed, 0 moved, 2 as before/)).toBeVisible()
  })
  await test.step('the new people are there, each with their manager', async () => {
    await visit(page, '/people?search=nilsen')
    await expect(page.getByRole('row', { name: /Odd Nilsen/ })).toContainText('Inês Castro')
  })
})

test('the whole organisation as a file: exported, changed, applied with the number, undone', async ({
  signInAs,
}) => {
  const page = await signInAs('omar.haddad@example.org')
  const csv = await (await page.request.get('/admin/people/export')).text()
  const all = csv.trim().split('\r\n')
  const guests = Array.from(
    { length: Math.ceil(all.length / 8) },
    (_, n) => `"Guest ${n}","guest${n}@example.org","","","","","","contractor"`,
  )
  const many = guests.length
  await test.step('what was exported changes nothing', async () => {
    await preview(page, all, 'Is deactivated')
    await expect(page.getByText('Nothing to apply')).toBeVisible()
  })
  await test.step('contractors come in without a level', async () => {
    await preview(page, [...all, ...guests], 'Is deactivated')
    await page.getByRole('link', { name: `Without a level ${many}` }).click()
    await expect(page.getByRole('cell', { name: 'Contractor' })).toHaveCount(many)
    await page.getByRole('button', { name: `Apply ${many} changes` }).click()
    await expect(page.getByText(`${many} people created on`)).toBeVisible()
  })
  await test.step('half a file needs the number', async () => {
    await preview(page, all, 'Is deactivated')
    const table = page.getByRole('table', { name: 'Deactivated' })
    await expect(table.getByRole('row')).toHaveCount(many + 1)
    await confirm(page, { typed: many - 1, changes: many })
    await expect(page.getByRole('main').getByRole('alert')).toContainText('Nothing was applied')
    await confirm(page, { typed: many, changes: many })
    await expect(page.getByText(`${many} people deactivated on`)).toBeVisible()
  })
  await test.step('each undo tells what it puts back, and does it', async () => {
    await undo(page, `${many} deactivated people are active again.`)
    await visit(page, '/admin/people/import')
    await page.getByRole('link', { name: 'people.csv' }).nth(1).click()
    await undo(page, `${many} new people are removed`)
    await preview(page, all, 'Is deactivated')
    await expect(page.getByText('Nothing to apply')).toBeVisible()
  })
})

async function confirm(page: Page, { typed, changes }: { typed: number; changes: number }) {
  await page.getByLabel(/It is whole/).check()
  await page.getByLabel(/Type the number/).fill(String(typed))
  await page.getByRole('button', { name: `Apply ${changes} changes` }).click()
}

async function undo(page: Page, says: string) {
  await page.getByRole('link', { name: 'Undo this import' }).click()
  await expect(page.getByText(says)).toBeVisible()
  await page.getByRole('button', { name: 'Undo this import' }).click()
  await expect(page.getByText('people are as they were before')).toBeVisible()
}

test('H06 a body that is too large is cut off, whatever its length says', async ({
  signInAs,
  baseURL,
}) => {
  const page = await signInAs('omar.haddad@example.org')
  const body = JSON.stringify({ fileName: 'a.csv', source: 'x'.repeat(8_000_000) })
  const answer = await page.request.post('/api/imports/people', {
    headers: { 'Content-Type': 'application/json', Origin: baseURL ?? '' },
    data: body,
  })
  expect(answer.status()).toBe(413)
})

async function preview(page: Page, lines: string[], absent?: string) {
  await visit(page, '/admin/people/import')
  await page.getByLabel('CSV file').setInputFiles({
    name: 'people.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(lines.join('\r\n')),
  })
  if (absent) await page.getByLabel(absent).check()
  await page.getByRole('button', { name: 'Preview' }).click()
  await expect(heading(page, 'people.csv')).toBeVisible()
}
