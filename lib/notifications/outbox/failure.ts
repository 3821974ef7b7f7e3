/**
 * Why a message was not sent: the server never takes it, does not take it now, was not reached or
 * lets nobody in; or the recipient has left, or the link in it has ended.
 */
export const MAIL_FAILURES = [
  'refused',
  'deferred',
  'unreachable',
  'sign-in',
  'left',
  'ended',
] as const
export type MailFailure = (typeof MAIL_FAILURES)[number]

/** What became of a try to hand a message over, from the error of the mail library. */
export function failureOf(error: unknown): { failure: MailFailure; responseCode: number | null } {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown }
  const said = typeof responseCode === 'number' ? responseCode : null
  if (code === 'EAUTH') return { failure: 'sign-in', responseCode: said }
  // Whether the server spoke about this message, or about nothing in particular.
  if (code !== 'EENVELOPE' && code !== 'EMESSAGE') {
    return { failure: 'unreachable', responseCode: said }
  }
  return { failure: said !== null && said >= 500 ? 'refused' : 'deferred', responseCode: said }
}

/** Whether another try could do anything for a message that was given up. */
export function mayBeRetried(message: { failure: MailFailure | null; isActive: boolean }): boolean {
  return message.isActive && message.failure !== 'ended'
}

/** The reason as an administrator reads it, with what the mail server answered. */
export function failureInWords(failure: MailFailure | null, responseCode: number | null): string {
  const code = responseCode === null ? '' : ` (${responseCode})`
  switch (failure) {
    case 'refused':
      return `The mail server refuses it${code}`
    case 'deferred':
      return `The mail server did not take it yet${code}`
    case 'unreachable':
      return `The mail server was not reached${code}`
    case 'sign-in':
      return `The mail server did not let Rung sign in${code}`
    case 'left':
      return 'They are deactivated'
    case 'ended':
      return 'The link in it has ended'
    case null:
      return 'No reason was noted'
  }
}
