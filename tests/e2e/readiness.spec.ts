import { expect, heading, type Locator, type Page, test, visit } from './fixtures'

const MAYA = 'maya.okafor@example.org'
const PRIYA = 'priya.raman@example.org'

test('readiness is read from what was shared, down to a rating and its note', async ({
  signInAs,
}) => {
  test.setTimeout(120_000)
  const maya = await signInAs(MAYA)
  const priya = await signInAs(PRIYA)
  const cycle = await runningCycle(maya)
  await test.step('before sharing the running cycle is not in it', async () => {
    for (const path of ['/me', '/me/why?open=all']) {
      await visit(priya, path)
      await expect(priya.getByRole('main')).not.toContainText(cycle)
    }
  })
  await test.step('the manager sees it already, and that Priya does not', async () => {
    await openGrowthOfPriya(maya)
    await expect(maya.getByText(`Not shared yet: ${cycle}.`)).toBeVisible()
    await share(maya)
  })
  await test.step('after sharing the verdict comes first, then what is missing', async () => {
    await visit(priya, '/me')
    await expect(heading(priya, /^Senior Software Engineer to Staff Engineer$/)).toBeVisible()
    await expect(priya.getByText(`from what was shared with you: ${cycle}`)).toBeVisible()
    const verdict = priya.getByRole('region', { name: VERDICTS })
    await expect(verdict).toContainText('Readiness for Staff Engineer')
    await expect(verdict.getByText(MEASURED)).toBeVisible()
  })
  await test.step('a number opens down to a rating, its note and the packet', async () => {
    await priya.getByRole('link', { name: 'See what it is made of' }).click()
    await expect(heading(priya, 'What the numbers are made of')).toBeVisible()
    const tree = priya.getByRole('region', { name: 'Readiness for Staff Engineer' })
    await openDown(tree, cycle)
    await priya.getByRole('link', { name: 'Open all lines, to print' }).click()
    await expect(tree.getByRole('figure', { name: 'Maya Okafor' }).first()).toBeVisible()
    await tree.getByRole('link', { name: 'Read it in the packet' }).first().click()
    await expect(heading(priya, 'Your review')).toBeVisible()
  })
  await test.step('the manager sees the same numbers', async () => {
    await openGrowthOfPriya(maya)
    await expect(maya.getByText('Not shared yet')).toHaveCount(0)
    await visit(priya, '/me')
    const words = await priya.getByText(MEASURED).textContent()
    await expect(maya.getByText(MEASURED)).toHaveText(words ?? '')
  })
})

test('what is missing is said in words, and tried out without storing it', async ({ signInAs }) => {
  const leila = await signInAs('leila.haidari@example.org')
  await visit(leila, '/me')
  const verdict = leila.getByRole('region', { name: VERDICTS })
  await expect(verdict.getByRole('heading', { name: 'What holds it back' })).toBeVisible()
  const missing = verdict.getByRole('listitem').filter({ hasText: /^Missing: / })
  const before = await missing.allTextContents()
  expect(before.length).toBeGreaterThan(0)
  const plan = leila.getByRole('region', { name: 'Growth plan' })
  await plan.getByRole('checkbox').first().check()
  await plan.getByRole('button', { name: 'See what would change' }).click()
  await expect(leila).toHaveURL(/whatif=/)
  await expect(plan.getByRole('checkbox').first()).toBeChecked()
  await visit(leila, '/me')
  await expect(missing).toHaveText(before)
})

test('another track can be looked at, made the goal, and left again', async ({ signInAs }) => {
  const leila = await signInAs('leila.haidari@example.org')
  await visit(leila, '/me')
  await leila.getByText('Look at another level').click()
  await leila.getByRole('combobox', { name: 'Level' }).selectOption({ label: MANAGER_LEVEL })
  await leila.getByRole('button', { name: 'Show' }).click()
  await expect(leila.getByText(`You are looking at ${MANAGER_LEVEL}.`)).toBeVisible()
  await leila.getByRole('button', { name: 'Make it my goal' }).click()
  await expect(leila.getByText('You chose this level as the goal.')).toBeVisible()
  await visit(leila, '/me')
  await expect(heading(leila, `Software Engineer to ${MANAGER_LEVEL}`)).toBeVisible()
  const verdict = leila.getByRole('region', { name: 'Insufficient evidence' })
  await expect(verdict).toContainText(`Readiness for ${MANAGER_LEVEL}`)
  await leila.getByRole('button', { name: /^Go back to the next level/ }).click()
  await expect(heading(leila, 'Software Engineer to Senior Software Engineer')).toBeVisible()
})

test('at the top there is no next level, and the page says so', async ({ signInAs }) => {
  const amara = await signInAs('amara.nwosu@example.org')
  await visit(amara, '/me')
  await expect(amara.getByText(/^There is no level above CTO/)).toBeVisible()
})

const VERDICTS = /^(Insufficient evidence|Early|Developing|Nearly ready|Ready)$/
const MEASURED = /^\d+ of 100, nine times out of ten between \d+ and \d+/
const MANAGER_LEVEL = 'Engineering Manager (First-Level Manager)'

async function runningCycle(manager: Page): Promise<string> {
  await visit(manager, '/team')
  const option = manager.getByLabel('Cycle').getByRole('option', { selected: true })
  return (await option.textContent()) ?? ''
}

async function openGrowthOfPriya(manager: Page) {
  await visit(manager, '/team')
  await manager.getByRole('link', { name: 'Priya Raman', exact: true }).click()
  await manager.getByRole('link', { name: 'Growth of Priya' }).click()
  await expect(heading(manager, /^Priya Raman: Senior Software Engineer/)).toBeVisible()
}

async function share(manager: Page) {
  await visit(manager, '/team')
  await manager.getByRole('link', { name: /^Share with Priya/ }).click()
  await manager.getByRole('button', { name: 'Share with Priya' }).click()
  const dialog = manager.getByRole('dialog', { name: 'Share with Priya?' })
  await dialog.getByRole('button', { name: 'Share with Priya' }).click()
  await expect(heading(manager, 'Review of Priya Raman')).toBeVisible()
}

/** From the whole number through category, indicator, cycle and direction to who rated it. */
async function openDown(tree: Locator, cycle: string) {
  const lines = [
    /^Growth Indicators/,
    /^Successful delivery of initiatives/,
    `Attained in ${cycle}`,
    `Rated in ${cycle}`,
    'Manager',
  ]
  for (const words of lines) {
    await tree.getByText(words).filter({ visible: true }).first().click()
  }
  await expect(tree.getByText('Maya Okafor').filter({ visible: true }).first()).toBeVisible()
}
