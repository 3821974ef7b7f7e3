import { startEmptyProduct } from '../support/second-product'
import { expect, heading, type Page, test, visit } from './fixtures'

const SAM = 'sam.lindqvist@example.org'
const ROOM = { port: 3291, data: '.data/empty-browser-test' }

test('a newcomer finds somebody to be, and signs in with the real form', async ({ page }) => {
  await visit(page, '/')
  await expect(heading(page, 'Sign in')).toBeVisible()
  for (const name of [/Maya Okafor/, /Sam Lindqvist/, /Omar Haddad/]) {
    await expect(page.getByRole('button', { name })).toBeVisible()
  }
  await page.getByRole('button', { name: /Sam Lindqvist/ }).click()
  await expect(page.getByLabel('E-mail')).toHaveValue(SAM)

  await signIn(page, 'not the password')
  const password = page.getByLabel('Password')
  await expect(password).toHaveAccessibleDescription(/is not right/)
  await expect(password).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByLabel('E-mail')).toHaveValue(SAM)

  await signIn(page, 'demonstration')
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
  await expect(page.getByRole('banner').getByText(SAM).first()).toBeVisible()
})

test('signing out ends the session, also for whoever kept the cookie', async ({ signInAs }) => {
  const page = await signInAs(SAM)
  await visit(page, '/me')
  const kept = await page.context().cookies()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByText('You are signed out.')).toBeVisible()

  await page.context().addCookies(kept)
  await page.goto('/me')
  await expect(heading(page, 'Sign in')).toBeVisible()
})

test('a link to a page inside leads there after signing in', async ({ page }) => {
  await visit(page, '/people?search=priya')
  await expect(heading(page, 'Sign in')).toBeVisible()
  await page.getByLabel('E-mail').fill(SAM)
  await signIn(page, 'demonstration')
  await expect(heading(page, 'People')).toBeVisible()
  await expect(page).toHaveURL(/\/people\?search=priya$/)
})

test('an empty installation is set up once, and then brings in its people', async ({ browser }) => {
  test.setTimeout(180_000)
  const product = await startEmptyProduct(ROOM.port, ROOM.data)
  const context = await browser.newContext({ baseURL: product.origin })
  try {
    const page = await context.newPage()
    await setUp(page)
    const stranger = await (await browser.newContext({ baseURL: product.origin })).newPage()
    await visit(stranger, '/setup')
    await expect(heading(stranger, 'Sign in')).toBeVisible()
    await expect(stranger.getByText('Demonstration organisation')).toBeHidden()
    await stranger.context().close()
    await importPeople(page)
  } finally {
    await context.close()
    await product.stop()
  }
})

async function signIn(page: Page, password: string) {
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

async function setUp(page: Page) {
  await visit(page, '/')
  await expect(heading(page, 'Set up Rung')).toBeVisible()
  await page.getByLabel('Organisation').fill('Larkspur')
  await page.getByLabel('Time zone').selectOption('Europe/Lisbon')
  await page.getByLabel('Your name').fill('Ada Moreau')
  await page.getByLabel('Your e-mail').fill('ada@larkspur.example')
  await page.getByLabel('Password').fill('four quiet green lanterns')
  await page.getByRole('button', { name: 'Set up and sign in' }).click()
  await expect(heading(page, 'Home')).toBeVisible()
}

async function importPeople(page: Page) {
  await page.getByRole('link', { name: 'Admin' }).click()
  await expect(page.getByText('Nobody here but you yet')).toBeVisible()
  await page.getByRole('main').getByRole('link', { name: 'Import people' }).first().click()
  await expect(heading(page, 'Import people')).toBeVisible()
  await page
    .getByLabel('Or paste it')
    .fill(
      [
        'name,email,manager email,team',
        'Bea Lund,bea@larkspur.example,ada@larkspur.example,Engines',
        'Cem Kaya,cem@larkspur.example,bea@larkspur.example,Engines',
      ].join('\n'),
    )
  await page.getByRole('button', { name: 'Preview' }).click()
  await page.getByRole('button', { name: 'Apply 2 changes' }).click()
  await expect(page.getByText(/^2 people created on/)).toBeVisible()
  await page.getByRole('link', { name: 'People without an account' }).click()
  await expect(page.getByRole('row', { name: /Cem Kaya/ })).toContainText('Bea Lund')
}
