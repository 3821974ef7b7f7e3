import { z } from 'zod'
import { Reason } from '@/lib/approvals/schema'
import { keepableText } from '@/lib/text'

/** How long a token may be good for, in days. */
export const TOKEN_DAYS = [90, 180, 365] as const

export const MakeToken = z.strictObject({
  name: keepableText()
    .transform((name) => name.normalize('NFC').replace(/\s+/gu, ' ').trim())
    .pipe(
      z
        .string()
        .min(1, 'Name the provider, such as Okta.')
        .max(80, 'Use at most 80 characters.')
        .regex(/^[^\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]*$/u, 'Leave out invisible characters.'),
    ),
  days: z
    .string()
    .transform(Number)
    .pipe(z.union([z.literal(90), z.literal(180), z.literal(365)], 'Choose how long it is good.')),
  reason: Reason,
})

export const TokenId = z.strictObject({ tokenId: z.uuid('There is no such token.') })
