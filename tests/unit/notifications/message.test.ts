import { describe, expect, it } from 'vitest'
import { ACCOUNT_CHANGES, messagesFor } from '@/lib/notifications/event'
import { messageOf } from '@/lib/notifications/message'
import { nextTry } from '@/lib/notifications/retry'

const at = new Date('2026-07-10T10:20:00Z')

describe('who is told', () => {
  it('asks each peer once an hour, however many people the feedback is about', () => {
    const messages = messagesFor({
      kind: 'peer-feedback-asked',
      cycleId: 'c',
      authorIds: ['ana', 'ben', 'ana'],
      at,
    })
    expect(messages.map(({ recipientId }) => recipientId)).toEqual(['ana', 'ben'])
    const later = messagesFor({
      kind: 'peer-feedback-asked',
      cycleId: 'c',
      authorIds: ['ana'],
      at: new Date('2026-07-10T10:59:59Z'),
    })
    expect(later[0]?.dedupKey).toBe(messages[0]?.dedupKey)
  })

  it('tells of a second reopening of the same review again', () => {
    const event = {
      kind: 'reopening-granted',
      cycleId: 'c',
      reviewId: 'r',
      authorId: 'ana',
    } as const
    const [first] = messagesFor({ ...event, revision: 1 })
    const [second] = messagesFor({ ...event, revision: 2 })
    expect(first?.dedupKey).not.toBe(second?.dedupKey)
    expect(first?.payload).toEqual({ cycleId: 'c', path: '/reviews/r' })
  })

  it('tells everybody who may decide of a wish to reopen, and only the person of a packet', () => {
    const asked = messagesFor({
      kind: 'reopening-asked',
      cycleId: 'c',
      reviewId: 'r',
      revision: 1,
      approverIds: ['hr', 'lead'],
    })
    expect(asked.map(({ recipientId }) => recipientId)).toEqual(['hr', 'lead'])
    const shared = messagesFor({
      kind: 'packet-shared',
      cycleId: 'c',
      packetId: 'p',
      subjectId: 'sam',
      path: '/me/packets/p',
    })
    expect(shared).toEqual([
      {
        kind: 'packet-shared',
        recipientId: 'sam',
        dedupKey: 'packet-shared:p:sam',
        payload: { cycleId: 'c', path: '/me/packets/p' },
      },
    ])
  })
})

describe('a mail', () => {
  const facts = {
    kind: 'packet-shared' as const,
    recipientName: 'Sam <script>',
    cycleName: 'Spring "26"\nBcc: all@example.org',
    url: 'https://rung.example.org/me?a=1&b=2',
  }

  it('has a greeting, a sentence and a link, and nothing that a name can break', () => {
    const { subject, text, html } = messageOf(facts)
    expect(subject).toBe('Your review has been shared with you: Spring "26" Bcc: all@example.org')
    expect(subject).not.toMatch(/[\r\n]/)
    expect(text).toContain('Read it: https://rung.example.org/me?a=1&b=2')
    expect(html).toContain('Hello Sam &lt;script&gt;,')
    expect(html).toContain('href="https://rung.example.org/me?a=1&amp;b=2"')
    expect(html).not.toContain('<script>')
  })
})

describe('a mail about an account', () => {
  const expiresAt = new Date('2026-07-17T10:20:00Z')
  const link = { personId: 'sam', linkId: 'link', expiresAt }

  it('names the link by its id and holds nothing that opens it', () => {
    expect(messagesFor({ kind: 'password-reset', ...link })).toEqual([
      {
        kind: 'password-reset',
        recipientId: 'sam',
        dedupKey: 'password-reset:link:sam',
        payload: {
          path: '/password/',
          link: { purpose: 'password', id: 'link', expiresAt: expiresAt.toISOString() },
        },
      },
    ])
  })

  it('tells each approver and each partner once', () => {
    const asked = messagesFor({
      kind: 'approval-asked',
      approvalId: 'a',
      approverIds: ['ana', 'ben', 'ana'],
      path: '/admin/approvals',
    })
    expect(asked.map(({ recipientId }) => recipientId)).toEqual(['ana', 'ben'])
    const used = messagesFor({
      kind: 'breakglass-used',
      grantId: 'g',
      partnerIds: ['hr', 'hr'],
      path: '/admin/break-glass',
    })
    expect(used.map(({ recipientId }) => recipientId)).toEqual(['hr'])
  })

  it.each(ACCOUNT_CHANGES)('says that %s became different, without a cycle', (what) => {
    const { subject, text } = messageOf({ ...plain, kind: 'account-changed', what })
    expect(subject).toBe('Your Rung account has changed')
    expect(text).toMatch(/\n[A-Z][^\n]* has changed\./)
    expect(text).not.toContain('cycle')
  })

  it.each(['invitation', 'password-reset'] as const)(
    'C18 escapes a name in a mail of %s',
    (kind) => {
      const recipientName = 'Sam"><img src=x onerror=alert(1)>\r\nBcc: all@example.org'
      const { subject, text, html } = messageOf({ ...plain, kind, recipientName })
      expect(html).not.toContain('<img')
      expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;')
      expect(`${subject}\n${text.split('\n')[0]}`).not.toMatch(/^Bcc/m)
    },
  )
})

const plain = { recipientName: 'Sam', cycleName: null, url: 'https://rung.example.org/account' }

describe('trying again', () => {
  const message = { attempts: 1, waitsSince: at, isRefused: false, now: at }
  const minutes = (attempts: number) =>
    ((nextTry({ ...message, attempts })?.getTime() ?? 0) - at.getTime()) / 60_000

  it('waits a minute, then twice as long each time, a quarter of an hour at most', () => {
    expect([1, 2, 3, 4, 5, 6, 40].map(minutes)).toEqual([1, 2, 4, 8, 15, 15, 15])
  })

  it('ends after a day, or when the server will never take it', () => {
    const day = 24 * 3_600_000
    expect(nextTry({ ...message, now: new Date(at.getTime() + day - 1) })).not.toBeNull()
    expect(nextTry({ ...message, now: new Date(at.getTime() + day) })).toBeNull()
    expect(nextTry({ ...message, isRefused: true })).toBeNull()
  })

  it('lists below one another what holds a launch, each on a line of its own', () => {
    const lines = ['Must be mended: <b>Manager</b> has\nleft (8).', 'To know: No account yet (2).']
    const { subject, text, html } = messageOf({
      ...plain,
      kind: 'launch-held',
      cycleName: 'Summer',
      lines,
    })
    expect(subject).toBe('A cycle has not begun: Summer')
    expect(text).toContain(
      '\n\n- Must be mended: <b>Manager</b> has left (8).\n- To know: No account yet (2).\n\n',
    )
    expect(html).toContain('<li>Must be mended: &lt;b&gt;Manager&lt;/b&gt; has left (8).</li>')
    expect(text).toContain('because you run its review cycles')
  })
})
