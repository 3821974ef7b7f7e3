import { z } from 'zod'
import { RowVersion } from '@/lib/input'

const Email = z.string().trim().min(1, 'Name somebody by their e-mail address.').max(320)

export const CycleOfSessions = z.strictObject({ cycleId: z.uuid() })

export const CreateSession = z.strictObject({
  cycleId: z.uuid(),
  name: z
    .string()
    .trim()
    .min(1, 'Name the session.')
    .max(80, 'Use at most 80 characters.')
    .regex(/^[^\p{Cc}]*$/u, 'Use letters, digits and signs on one line.'),
  facilitator: Email,
})

export const SessionId = z.strictObject({ sessionId: z.uuid() })

/** The page of a session stands below that of its cycle. */
export const SessionOfCycle = z.strictObject({ cycleId: z.uuid(), sessionId: z.uuid() })

export const VersionedSession = z.strictObject({ sessionId: z.uuid(), version: RowVersion })

export const SetSeat = z.strictObject({
  sessionId: z.uuid(),
  member: Email,
  role: z.enum(['FACILITATOR', 'MEMBER', 'READER'], 'Choose one.'),
})

export const EndSeat = z.strictObject({ sessionId: z.uuid(), personId: z.uuid() })

/** One way of the three to say whom a session is about. */
export const AddPeople = z
  .strictObject({
    sessionId: z.uuid(),
    person: z.string().trim().max(320).default(''),
    team: z.string().trim().max(120).default(''),
    manager: z.string().trim().max(320).default(''),
  })
  .refine(({ person, team, manager }) => [person, team, manager].filter(Boolean).length === 1, {
    error: 'Choose one: a person, a team or a manager.',
  })
export type AddPeople = z.output<typeof AddPeople>

export const SessionParticipant = z.strictObject({
  sessionId: z.uuid(),
  participantId: z.uuid(),
})
