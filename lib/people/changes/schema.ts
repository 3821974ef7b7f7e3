import { z } from 'zod'
import { isLocalDay } from '@/lib/cycles/local-day'

/** A calendar day that exists, such as 2026-03-12. */
export const CalendarDay = z
  .string('Choose a day.')
  .refine(isLocalDay, 'Choose a day that the calendar has, such as 2026-03-12.')

const personId = z.uuid('There is no such person.')
const key = /^[a-z0-9][a-z0-9._-]{0,59}$/
const noneOr = <Schema extends z.ZodType>(schema: Schema) =>
  z.union([z.literal('').transform(() => null), schema])

/** A level as `ladder/track/level` by its keys; empty for none. */
const LevelPath = z.string('Choose a level.').transform((path, check) => {
  if (path === '') return null
  const [ladderKey = '', trackKey = '', levelKey = '', ...rest] = path.split('/')
  if (rest.length === 0 && [ladderKey, trackKey, levelKey].every((part) => key.test(part))) {
    return { ladderKey, trackKey, levelKey }
  }
  check.addIssue('There is no such level.')
  return z.NEVER
})

const common = { personId, on: CalendarDay }

/** One change of somebody's place; `on` is its first day, and of a leaver the last day here. */
export const ChangePerson = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ ...common, kind: z.literal('LEVEL'), level: LevelPath }),
    z.strictObject({
      ...common,
      kind: z.literal('MANAGER'),
      /** Their e-mail or id; empty for nobody. */
      manager: z.string().trim().max(320),
    }),
    z.strictObject({
      ...common,
      kind: z.literal('TEAM'),
      /** Its name or id; empty for none. */
      team: z.string().trim().max(120),
    }),
    z.strictObject({
      ...common,
      kind: z.literal('EMPLOYMENT'),
      employment: z.enum(['EMPLOYEE', 'CONTRACTOR']),
    }),
    z.strictObject({ ...common, kind: z.literal('LEAVER') }),
  ],
  'Choose what changes.',
)
export type ChangePerson = z.output<typeof ChangePerson>

export const ChangeId = z.strictObject({ changeId: z.uuid('There is no such change.') })

const tidyName = z
  .string()
  .transform((name) => name.normalize('NFC').replace(/\s+/gu, ' ').trim())
  .pipe(
    z
      .string()
      .min(1, 'Write a name.')
      .max(120, 'A name has at most 120 characters.')
      .regex(/^[^\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]*$/u, 'Leave out invisible characters.'),
  )

/** Name and start as they should be, beside what the form showed when it was opened. */
export const CorrectPerson = z.strictObject({
  personId,
  name: tidyName,
  startedOn: noneOr(CalendarDay),
  nameBefore: z.string().max(400),
  startedOnBefore: noneOr(CalendarDay),
})
