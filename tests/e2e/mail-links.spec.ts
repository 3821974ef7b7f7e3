import { startMailCatcher } from '../support/mail-catcher'
import { databaseOf, startEmptyProduct } from '../support/second-product'
import { expect, heading, type Page, test, visit } from './fixtures'

const ROOM = { port: 3296, data: '.data/mail-browser-test' }
const SAM = 'sam@larkspur.example'
const FIRST = 'seven green bicycles'
const SECOND = 'nine yellow umbrellas'

test('people come in by a mailed invitation, and again by a mailed link for a new password', async ({
  browser,
}) => {
  test.setTimeout(240_000)
  const mail = await startMailCatcher()
  const product = await startEmptyProduct(ROOM.port, ROOM.data, { SMTP_URL: mail.url })
  const open = async () =>
    (await browser.newContext({ baseURL: product.origin })).newPage() as Promise<Page>
  try {
    const admin = await open()
    await setUp(admin)
    await addPerson(SAM)
    await visit(admin, '/admin/people')
    await admin.getByRole('button', { name: 'Invite everybody without an account' }).click()
    await admin.getByRole('button', { name: 'Invite one person' }).click()
    await expect(admin.getByText('Invitations to one person are on their way')).toBeVisible()
    const invitation = await mail.linkTo(SAM, '/invitation/')
    expect(new URL(invitation).origin).toBe(product.origin)

    const sam = await open()
    await sam.goto(invitation)
    await choose(sam, FIRST, 'Set password and sign in')
    await expect(sam.getByRole('navigation', { name: 'Main' })).toBeVisible()

    const elsewhere = await open()
    await visit(elsewhere, '/password')
    await elsewhere.getByLabel('E-mail').fill(SAM)
    await elsewhere.getByRole('button', { name: 'Send the link' }).click()
    await expect(elsewhere.getByText('Look into your mail')).toBeVisible()
    const reset = await mail.linkTo(SAM, '/password/')
    expect(new URL(reset).origin).toBe(product.origin)

    await elsewhere.goto(reset)
    await choose(elsewhere, 'Password-2026!', 'Set password and sign in')
    await expect(elsewhere.getByText('one of those that are tried first')).toBeVisible()
    await choose(elsewhere, SECOND, 'Set password and sign in')
    await expect(elsewhere.getByRole('navigation', { name: 'Main' })).toBeVisible()
    await mail.linkTo(SAM, '/account')
    await sam.goto('/me')
    await expect(heading(sam, 'Sign in')).toBeVisible()
    for (const used of [invitation, reset]) {
      await sam.goto(used)
      await expect(sam.getByText('does not work any more')).toBeVisible()
    }
  } finally {
    await product.stop()
    await mail.stop()
  }
})

async function setUp(page: Page) {
  await visit(page, '/')
  await page.getByLabel('Organisation').fill('Larkspur')
  await page.getByLabel('Your name').fill('Ada Moreau')
  await page.getByLabel('Your e-mail').fill('ada@larkspur.example')
  await page.getByLabel('Password').fill('four quiet green lanterns')
  await page.getByRole('button', { name: 'Set up and sign in' }).click()
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
}

async function choose(page: Page, password: string, button: string) {
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: button }).click()
}

async function addPerson(email: string) {
  const client = await databaseOf(ROOM.data)
  await client.query(`INSERT INTO people (email, name) VALUES ($1, 'Sam')`, [email])
  await client.end()
}
