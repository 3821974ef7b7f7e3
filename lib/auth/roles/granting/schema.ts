import { z } from 'zod'
import { Reason } from '@/lib/approvals/schema'
import { isLocalDay } from '@/lib/cycles/local-day'
import { Email } from '@/lib/email'

const ROLES = ['ADMIN', 'LADDER_ADMIN', 'HR_PARTNER', 'AUDITOR'] as const
const MAX_TEAMS = 50

const day = z
  .string()
  .default('')
  .refine((value) => value === '' || isLocalDay(value), 'Write a day as 2026-03-12.')

const teams = z
  .string()
  .max(8_000, 'Name at most 50 teams.')
  .default('')
  .transform((text) => [...new Set(text.split(/\r?\n/).map((line) => line.trim()))].filter(Boolean))
  .refine((names) => names.length <= MAX_TEAMS, 'Name at most 50 teams.')

/** A role for a person, from one day to another; days empty for now and for no end. */
export const GrantToPerson = z
  .strictObject({
    email: Email,
    role: z.enum(ROLES, 'Choose a role.'),
    scope: z.enum(['everybody', 'teams']).default('everybody'),
    teams,
    fromOn: day,
    toOn: day,
    reason: Reason,
  })
  .refine(({ scope, teams: names }) => scope === 'everybody' || names.length > 0, {
    path: ['teams'],
    message: 'Name the teams, one a line.',
  })
  .refine(({ role, scope }) => scope === 'everybody' || role === 'HR_PARTNER', {
    path: ['scope'],
    message: 'Only an HR partner can be limited to teams.',
  })
  .refine(({ fromOn, toOn }) => !fromOn || !toOn || fromOn <= toOn, {
    path: ['toOn'],
    message: 'The last day comes before the first.',
  })
export type GrantToPerson = z.infer<typeof GrantToPerson>

export const RevokeGrant = z.strictObject({
  grantId: z.uuid('There is no such role.'),
  reason: Reason,
})

/** What waits for a second person: ids and dates. */
export const RequestedGrant = z.object({
  role: z.enum(ROLES),
  /** Null for everybody. */
  scopeTeamIds: z.array(z.uuid()).min(1).nullable(),
  /** Null for from the moment it is agreed to. */
  validFrom: z.iso.datetime().nullable(),
  validTo: z.iso.datetime().nullable(),
  source: z.string().optional(),
})
export type RequestedGrant = z.infer<typeof RequestedGrant>
