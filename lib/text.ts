import { z } from 'zod'

/** Text that comes back from the database as it went in. */
export function keepableText(): z.ZodString {
  return z
    .string()
    .refine((text) => !text.includes('\0'), 'The text holds a NUL character.')
    .refine((text) => text.isWellFormed(), 'The text holds half a character.')
}
