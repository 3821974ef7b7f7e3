import { z } from 'zod'

/** Text that comes back from the database as it went in. */
export function keepableText(): z.ZodString {
  return z
    .string()
    .refine((text) => !text.includes('\0'), 'The text holds a NUL character.')
    .refine((text) => text.isWellFormed(), 'The text holds half a character.')
}

/** What was typed to search for, on one line, whatever came with it. */
export function searchText() {
  return z
    .string()
    .max(200, 'Search for at most 200 characters.')
    .transform((text) =>
      text
        .normalize('NFC')
        .replace(/\p{Cc}/gu, ' ')
        .toWellFormed()
        .trim(),
    )
}

/** Letters to find with LIKE, in text that is lower case, none of which stands for others. */
export function likeText(text: string): string {
  return text.toLowerCase().replace(/[\\%_]/g, '\\$&')
}
