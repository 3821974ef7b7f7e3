import { pdfText } from '../support/pdf-text'
import { expect, heading, type Page, test, visit } from './fixtures'
import { openReview, submit, writeAll } from './writing'

const WORDS = 'The gateway change was planned so that it could be taken back.'

test.describe.configure({ mode: 'serial' })

test('a manager writes, reads the packet as Sam will, and shares it once', async ({ signInAs }) => {
  test.setTimeout(120_000)
  const maya = await signInAs('maya.okafor@example.org')
  await test.step('write and submit', async () => {
    await openReview(maya, 'Review of Sam Lindqvist')
    await writeAll(maya, WORDS)
    await submit(maya, 'Submit review of Sam Lindqvist')
  })
  await test.step('read the packet in the making', async () => {
    await openPreview(maya)
    const packet = maya.getByRole('article', { name: 'Packet of Sam Lindqvist' })
    await expect(packet.getByText(WORDS, { exact: true }).first()).toBeVisible()
    await expect(packet.getByText(`${WORDS} Statement 1.`)).toBeVisible()
  })
  const other = await maya.context().newPage()
  await openPreview(other)
  await test.step('share', async () => {
    await share(maya)
    await expect(heading(maya, 'Review of Sam Lindqvist')).toBeVisible()
    await expect(maya.getByText('Sam Lindqvist has not acknowledged receipt yet.')).toBeVisible()
  })
  await test.step('a second tab that still shows the button shares nothing', async () => {
    await share(other)
    await expect(other.getByRole('dialog').getByRole('alert')).toContainText(/shared/)
    await visit(other, new URL(other.url()).pathname)
    await expect(other.getByRole('button', { name: 'Share with Sam' })).toHaveCount(0)
    await expect(other.getByRole('link', { name: 'Read what was shared' })).toBeVisible()
  })
})

test('Sam reads, acknowledges receipt and replies', async ({ signInAs }) => {
  const sam = await signInAs('sam.lindqvist@example.org')
  await visit(sam, '/')
  await sam.getByRole('link', { name: /^Read your packet and acknowledge it/ }).click()
  await expect(sam.getByRole('article').getByText(WORDS, { exact: true }).first()).toBeVisible()
  await sam.getByLabel(/I have received this packet/).check()
  await sam.getByLabel('Your name').fill('Sam Lindqvist')
  await sam.getByLabel('Comment (optional)').fill('We talked about the second half of it.')
  await sam.getByRole('button', { name: 'Acknowledge receipt' }).click()
  const receipt = sam.getByRole('region', { name: 'Receipt' })
  await expect(receipt).toContainText('signed “Sam Lindqvist”')
  await expect(receipt).toContainText('We talked about the second half of it.')

  await sam.getByLabel('Your reply').fill('I would like to lead the next one.')
  await sam.getByRole('button', { name: 'Send reply' }).click()
  const replies = sam.getByRole('region', { name: 'Your replies' })
  await expect(replies.getByText('I would like to lead the next one.')).toBeVisible()
  await expect(sam.getByLabel('Your reply')).toHaveValue('')

  const maya = await signInAs('maya.okafor@example.org')
  await visit(maya, new URL(sam.url()).pathname)
  await expect(maya.getByText('I would like to lead the next one.')).toBeVisible()
  await expect(maya.getByRole('region', { name: 'Receipt' })).toContainText('Acknowledged on')
})

test('on paper there is the packet and nothing else', async ({ signInAs }) => {
  const sam = await signInAs('sam.lindqvist@example.org')
  await openPacket(sam)
  await sam.emulateMedia({ media: 'print' })
  await expect(sam.getByRole('article')).toBeVisible()
  for (const role of ['navigation', 'banner', 'button', 'textbox', 'combobox'] as const) {
    await expect(sam.getByRole(role), role).toHaveCount(0)
  }
  const text = pdfText(await sam.pdf({ preferCSSPageSize: true }))
  expect(text).toContain('Your review')
  expect(text).toContain(WORDS)
  expect(text).toContain('I would like to lead the next one.')
  for (const chrome of ['My growth', 'Sign out', 'Skip to content', 'Theme', 'Send reply']) {
    expect(text).not.toContain(chrome)
  }
})

async function openPreview(page: Page) {
  await visit(page, '/team')
  await page.getByRole('link', { name: 'Sam Lindqvist', exact: true }).click()
  await page
    .getByRole('link', { name: /^Packet (in the making|of)/ })
    .first()
    .click()
}

async function share(page: Page) {
  await page.getByRole('button', { name: 'Share with Sam' }).click()
  const dialog = page.getByRole('dialog', { name: 'Share with Sam?' })
  await expect(dialog.getByRole('listitem').first()).toHaveText('Sam Lindqvist')
  await dialog.getByRole('button', { name: 'Share with Sam' }).click()
}

async function openPacket(page: Page) {
  await visit(page, '/')
  const shared = page.getByRole('region', { name: 'Shared with you' })
  await shared
    .getByRole('link', { name: /^Packet of/ })
    .first()
    .click()
  await expect(heading(page, 'Your review')).toBeVisible()
}
