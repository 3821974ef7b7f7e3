export const SIGN_IN_PROBLEMS = [
  'provider',
  'refused-there',
  'no-transaction',
  'expired',
  'replayed',
  'state',
  'answer',
  'no-address',
  'unverified',
  'domain',
  'unknown',
  'deactivated',
  'other-identity',
  'moved',
  'limited',
  'not-confirmed',
  'failed',
] as const

/** Why a sign-in at the provider led to nothing. */
export type SignInProblem = (typeof SIGN_IN_PROBLEMS)[number]

const AGAIN = 'Nothing was changed. Start again from this page.'
const ASK = 'Ask an administrator of Rung.'

/** What the sign-in page says; `name` is what the provider is called. */
export function problemInWords(problem: SignInProblem, name: string): string {
  const words: Record<SignInProblem, string> = {
    provider: `${name} does not answer, or not as it should. Nothing was changed. Try again in a minute.`,
    'refused-there': `${name} did not sign you in. Try again, or ask whoever runs it.`,
    'no-transaction': `This sign-in was not begun in this browser, or another one was begun since. ${AGAIN}`,
    expired: `This sign-in took longer than ten minutes. ${AGAIN}`,
    replayed: `This sign-in was used already. ${AGAIN}`,
    state: `The answer of ${name} belongs to another sign-in. ${AGAIN}`,
    answer: `The answer of ${name} did not pass our checks, so nobody was signed in. Try again; if it stays so, ask whoever runs Rung.`,
    'no-address': `${name} does not tell your e-mail address, so Rung cannot know who you are. ${ASK}`,
    unverified: `${name} has not verified your e-mail address, so Rung cannot rely on it. Verify it there, then sign in again.`,
    domain: `Your e-mail address at ${name} is not one of those that may sign in here. ${ASK}`,
    unknown: `${name} knows you, but nobody in Rung has your e-mail address yet. ${ASK}`,
    deactivated: `Your account in Rung is deactivated. ${ASK}`,
    'other-identity': `Your person in Rung is linked to another account at ${name}. ${ASK}`,
    moved: `Your e-mail address at ${name} belongs to somebody else in Rung, so nobody was signed in. ${ASK}`,
    limited: 'Too many tries from this network. Wait a few minutes and try again.',
    failed: 'Something went wrong on our side, and nobody was signed in. Try again in a moment.',
    'not-confirmed': `${name} did not confirm that it is you, so nothing was done. Confirm with the account that you signed in with.`,
  }
  return words[problem]
}

export function problemOfWord(word: unknown): SignInProblem | null {
  return SIGN_IN_PROBLEMS.find((problem) => problem === word) ?? null
}
