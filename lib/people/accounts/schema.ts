import { z } from 'zod'

/** How many people the administrator was told that it would be. */
export const InviteEveryone = z.strictObject({
  count: z.coerce.number('Reload the page.').int().min(1, 'There is nobody to invite.').max(1e6),
})
