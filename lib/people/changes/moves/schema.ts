import { z } from 'zod'
import { CalendarDay } from '../schema'

export const MAX_MOVED = 500

/** Whose reports, or which team: the people that a move begins with. */
export const PlanMove = z.strictObject({
  from: z.string().trim().max(320).default(''),
  team: z.string().trim().max(120).default(''),
})

const personIds = z
  .union([z.uuid().transform((id) => [id]), z.array(z.uuid('There is no such person.'))])
  .refine((ids) => ids.length > 0, 'Choose who moves.')
  .refine((ids) => ids.length <= MAX_MOVED, `Move at most ${MAX_MOVED} people at once.`)

/** A new manager by e-mail, a new team by name, or both; what is empty stays as it is. */
export const MovePeople = z.strictObject({
  personIds,
  manager: z.string().trim().max(320).default(''),
  team: z.string().trim().max(120).default(''),
  on: CalendarDay,
})

/** Asks a second administrator to let a move through that would open reviews to whoever makes it. */
export const AskToMove = z.strictObject({
  personIds,
  manager: z.string().trim().min(1, 'Name the manager.').max(320),
  reason: z.string().max(2_000).default(''),
  /** From when; today where it is left out. */
  on: CalendarDay.optional(),
})
