/** Who is who to Sam Lindqvist in the running cycle of the demonstration organisation. */
export const PERSONAS = {
  subj: 'sam.lindqvist@example.org',
  mgr: 'maya.okafor@example.org',
  skip: 'elena.petrov@example.org',
  chain3: 'viktor.lindgren@example.org',
  peer: 'priya.raman@example.org',
  colleague: 'wei.zhang@example.org',
  otherManager: 'noor.berg@example.org',
  stranger: 'katarzyna.nowak@example.org',
  hr: 'ingrid.solberg@example.org',
  admin: 'omar.haddad@example.org',
} as const

/** How somebody stands to the sessions that `tests/access/calibrators.ts` makes, and has no other relation. */
export const CALIBRATORS = [
  'calib_in',
  'calib_facil',
  'calib_past',
  'calib_other',
  'calib_self',
] as const
export type Calibrator = (typeof CALIBRATORS)[number]

export type Persona = keyof typeof PERSONAS
export const EVERYBODY = Object.keys(PERSONAS) as Persona[]

export function allBut(...left: Persona[]): Persona[] {
  return EVERYBODY.filter((persona) => !left.includes(persona))
}
