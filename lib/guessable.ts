const PLACEHOLDER =
  /change.?me|replace.?me|example|password|placeholder|insecure|default|0123456789|abcdefgh/i

/** Whether a secret looks like one that was copied from a manual or made up in a hurry. */
export function isGuessable(secret: string): boolean {
  return new Set(secret).size < 12 || PLACEHOLDER.test(secret)
}
