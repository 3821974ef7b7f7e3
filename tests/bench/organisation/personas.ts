/** Who opens the pages, by e-mail address; each has a session whose cookie is known to the bench. */
export const PERSONAS = {
  manager: 'manager@bench.test',
  engineer: 'engineer@bench.test',
  director: 'director@bench.test',
  admin: 'admin@bench.test',
  hr: 'hr@bench.test',
} as const

export type Persona = keyof typeof PERSONAS

/** No password has this hash, so nobody signs in to a bench organisation with one. */
export const PASSWORD_OF_NOBODY = '!'

/** What stands in the cookie of a persona; the database holds its hash. */
export function tokenOf(persona: Persona): string {
  return `bench-token-of-the-${persona}`
}
