import { expect, type Page, test, visit } from '../e2e/fixtures'
import { expectRetrying, expectSaved, text } from '../e2e/writing'
import { rows } from '../support/product'
import { noteTally } from './harness/tally'

const SECTION = 'Summary'
const HALF_AN_HOUR = 30 * 60_000

test.afterEach(({ browserName: _ }, { status }) => {
  const lost = status === 'passed' ? 0 : 1
  noteTally('F24', { runs: 1, acknowledged: 1 - lost, unknown: lost, lost, doubled: 0 })
})

test('F24 a tab that dies without network keeps all but the last two seconds of typing', async ({
  signInAs,
}) => {
  const { page, path } = await writing(signInAs, 0)
  await page.context().setOffline(true)
  await text(page, SECTION).fill('Typed in good time.')
  await page.waitForTimeout(2_000)
  await text(page, SECTION).pressSequentially(' And the end of')
  await kill(page)

  await page.context().setOffline(false)
  const later = await page.context().newPage()
  await visit(later, path)
  const section = later.getByRole('region', { name: SECTION })
  await expect(section).toContainText('Text from this browser that was never saved')
  await expect(section.getByText('Typed in good time.')).toBeVisible()
  await section.getByRole('button', { name: 'Use the kept text' }).click()
  await expectSaved(later)
})

test('F24 half an hour without network, and a lid that is closed meanwhile, lose nothing', async ({
  signInAs,
}) => {
  const { page, path } = await writing(signInAs, 1)
  await page.context().setOffline(true)
  await text(page, SECTION).fill('Typed before the tunnel.')
  await expectRetrying(page)
  await page.clock.fastForward(HALF_AN_HOUR)
  await text(page, SECTION).pressSequentially(' And in it.')
  await page.clock.fastForward(HALF_AN_HOUR)
  await page.context().setOffline(false)
  await page.clock.fastForward(60_000)
  await expectSaved(page, { timeout: 30_000 })
  await visit(page, path)
  await expect(text(page, SECTION)).toHaveValue('Typed before the tunnel. And in it.')
})

/** A review that nobody has begun, opened by its author, whose clock the test may put forward. */
async function writing(
  signInAs: (email: string) => Promise<Page>,
  place: number,
): Promise<{ page: Page; path: string }> {
  const [review] = await rows<{ id: string; email: string }>(
    `SELECT r.id, a.email FROM reviews r JOIN people a ON a.id = r.author_id
     JOIN cycles c ON c.id = r.cycle_id JOIN participants p ON p.id = r.participant_id
     WHERE c.state = 'SHARING' AND r.direction = 'MANAGER' AND r.status = 'NOT_STARTED'
       AND p.status = 'ACTIVE' AND NOT EXISTS (SELECT 1 FROM drafts d WHERE d.review_id = r.id)
     ORDER BY r.id DESC OFFSET $1 LIMIT 1`,
    [place],
  )
  if (!review) throw new Error('Every review has been begun.')
  const page = await signInAs(review.email)
  await page.clock.install()
  const path = `/reviews/${review.id}`
  await visit(page, path)
  await text(page, SECTION).fill('Acknowledged.')
  await expectSaved(page)
  return { page, path }
}

// As the system does to a tab that takes too much memory: no script of it runs any more.
async function kill(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const died = page.waitForEvent('crash')
  // The dead do not answer.
  void session.send('Page.crash').catch(() => undefined)
  await died
  await page.close()
}
