import { readWorld } from '../access/world'
import { PERSONAS } from '../support/personas'
import { expect, heading, test, visit } from './fixtures'

test('a stranger is refused everywhere, and is told nothing', async ({ signInAs }) => {
  const page = await signInAs(PERSONAS.stranger)
  const { sam, wei, selfReview, managerReview, peerReview, ...world } = await readWorld()
  const { participant, sharedPacket, freshPacket } = world
  const hidden = [
    `/reviews/${selfReview}`,
    `/reviews/${managerReview}`,
    `/reviews/${peerReview}`,
    `/reviews/share/${participant}`,
    `/reviews/share/${participant}?view=submissions`,
    `/reviews/peers/${participant}`,
    `/reviews/packets/${sharedPacket}`,
    `/reviews/packets/${freshPacket}`,
    `/team/${sam}`,
    `/team/${sam}/growth`,
    `/team/${wei}/growth/why?open=all`,
  ]
  for (const path of hidden) {
    const answer = await page.goto(path)
    expect(answer?.status(), path).toBe(404)
    await expect(heading(page, 'Not found'), path).toBeVisible()
    await expect(page.getByRole('main').last(), path).not.toContainText(/Lindqvist|Zhang|Okafor/)
  }
  for (const path of ['/cycles/new', '/admin/people', '/admin/people/import', '/admin/roles']) {
    const answer = await page.goto(path)
    expect([403, 404], path).toContain(answer?.status())
    await expect(heading(page, /^Not (found|for you to do)$/), path).toBeVisible()
  }
  await visit(page, `/people/${sam}`)
  await expect(heading(page, 'Sam Lindqvist')).toBeVisible()
  await expect(page.getByRole('main').getByRole('link', { name: /packet|growth/i })).toHaveCount(0)
})

test('without a session every page asks to sign in', async ({ page }) => {
  const { sam, managerReview, sharedPacket } = await readWorld()
  for (const path of ['/', '/me', `/team/${sam}`, `/reviews/${managerReview}`]) {
    await page.goto(path)
    await expect(heading(page, 'Sign in'), path).toBeVisible()
  }
  await page.goto(`/reviews/packets/${sharedPacket}`)
  await expect(page.getByText('Lindqvist', { exact: true })).toHaveCount(0)
  await expect(page.getByRole('article')).toHaveCount(0)
})
