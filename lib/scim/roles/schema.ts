import { z } from 'zod'

/** Which group of the provider gives which role. */
export const MapGroup = z.strictObject({
  group: z
    .string()
    .transform((name) => name.normalize('NFC').replace(/\s+/gu, ' ').trim())
    .pipe(
      z
        .string()
        .min(1, 'Write the name that the group has at the provider.')
        .max(120, 'Use at most 120 characters.')
        .regex(/^[^\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]*$/u, 'Leave out invisible characters.'),
    ),
  role: z.enum(['ADMIN', 'LADDER_ADMIN', 'HR_PARTNER', 'AUDITOR'], 'Choose a role.'),
})

export const GroupId = z.strictObject({ groupId: z.uuid('There is no such group.') })
