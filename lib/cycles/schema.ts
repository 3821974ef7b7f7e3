import { z } from 'zod'
import { RowVersion } from '@/lib/input'
import { isLocalDay, isTimeZone } from './local-day'

const Day = z.string().refine(isLocalDay, 'Choose a day.')
/** A tick box: sent when ticked, missing when not. */
const Tick = z
  .union([z.boolean(), z.literal('on')])
  .optional()
  .transform((value) => value === true || value === 'on')
const OptionalId = z
  .union([z.literal(''), z.uuid('Choose somebody from the list.')])
  .nullish()
  .transform((value) => value || null)

const settings = {
  name: z
    .string()
    .trim()
    .min(1, 'Name the cycle.')
    .max(80, 'Use at most 80 characters.')
    // A line break would end up in the subject of a mail.
    .regex(/^[^\p{Cc}]*$/u, 'Use letters, digits and signs on one line.'),
  periodStart: Day,
  periodEnd: Day,
  timeZone: z.string().refine(isTimeZone, 'Choose a time zone from the list.'),
  ladderVersionId: z.uuid('Choose a ladder.'),
  hasSelf: Tick,
  hasPeer: Tick,
  hasCalibration: Tick,
  ratesNextLevel: Tick,
  ratesExpectations: Tick,
  peerVisibility: z.enum(['ATTRIBUTED', 'UNATTRIBUTED', 'CONFIDENTIAL'], 'Choose one.'),
  skipVisible: Tick,
  blindSelf: Tick,
  graceDays: z.coerce
    .number('Write a number of days.')
    .int('Write whole days.')
    .min(0, 'Write 0 or more.')
    .max(30, 'Write 30 or less.'),
  actingReviewerId: OptionalId,
  teamIds: z.array(z.uuid()).max(2_000).default([]),
  launchOn: Day,
  selfDueOn: Day,
  peerDueOn: Day,
  managerDueOn: Day,
  shareFromOn: Day,
  closeOn: Day,
}

export const CreateCycle = z.strictObject(settings)
export type CreateCycle = z.output<typeof CreateCycle>

export const UpdateCycle = z.strictObject({ cycleId: z.uuid(), version: RowVersion, ...settings })

export const CycleId = z.strictObject({ cycleId: z.uuid() })

export const VersionedCycle = z.strictObject({ cycleId: z.uuid(), version: RowVersion })

export const LaunchCycle = z.strictObject({
  cycleId: z.uuid(),
  version: RowVersion,
  /** The administrator has seen who has no level and launches without them. */
  leaveOut: Tick,
})

export const ListCycles = z.strictObject({
  after: z.uuid().optional(),
})

/** What the address of a cycle's page may hold: part of a team's name, and which page of teams. */
export const ListProgress = z.strictObject({
  cycleId: z.uuid(),
  team: z
    .string()
    .max(120)
    .transform((value) =>
      value
        .replace(/\p{Cc}/gu, ' ')
        .toWellFormed()
        .trim(),
    )
    .default(''),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
})
export type ListProgress = z.output<typeof ListProgress>
