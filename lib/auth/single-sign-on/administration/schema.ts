import { z } from 'zod'

export const IdentityId = z.strictObject({ identityId: z.uuid('There is no such link.') })

/** What the address of the administrators' page says; anything odd there counts as nothing. */
export const SignInSearch = z.object({
  search: z.string().trim().max(120).catch(''),
  test: z.string().optional().catch(undefined),
})
