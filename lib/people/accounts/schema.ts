import { z } from 'zod'
import { PersonId } from '../schema'

/** How many people the administrator was told that it would be. */
export const InviteEveryone = z.strictObject({
  count: z.coerce.number('Reload the page.').int().min(1, 'There is nobody to invite.').max(1e6),
})

/** One session of a person, or without it all of them. */
export const SessionOfPerson = PersonId.extend({
  sessionId: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'There is no such session.')
    .optional(),
})
