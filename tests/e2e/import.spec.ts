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

async function preview(page: Page, lines: string[]) {
  await visit(page, '/admin/people/import')
  await page.getByLabel('CSV file').setInputFiles({
    name: 'people.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(lines.join('\r\n')),
  })
  await page.getByRole('button', { name: 'Preview' }).click()
  await expect(heading(page, 'people.csv')).toBeVisible()
}
