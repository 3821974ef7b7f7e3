import { describe, expect, it } from 'vitest'
import { failureInWords, failureOf, MAIL_FAILURES } from '@/lib/notifications/outbox/failure'

describe('why a mail was not sent', () => {
  it.each([
    ['a server that never takes it', { code: 'EENVELOPE', responseCode: 550 }, 'refused', 550],
    ['a text that is not taken', { code: 'EMESSAGE', responseCode: 554 }, 'refused', 554],
    ['a server that is not ready', { code: 'EENVELOPE', responseCode: 451 }, 'deferred', 451],
    ['a wrong password', { code: 'EAUTH', responseCode: 535 }, 'sign-in', 535],
    ['nobody at the other end', { code: 'ECONNREFUSED' }, 'unreachable', null],
    ['a line that breaks', new Error('closed'), 'unreachable', null],
  ])('%s', (_, error, failure, responseCode) => {
    expect(failureOf(error)).toEqual({ failure, responseCode })
  })

  it('has words for each reason, and the number where the server said one', () => {
    for (const failure of MAIL_FAILURES) expect(failureInWords(failure, null)).not.toContain('(')
    expect(failureInWords('sign-in', 535)).toBe('The mail server did not let Rung sign in (535)')
    expect(failureInWords(null, null)).toBe('No reason was noted')
  })
})
