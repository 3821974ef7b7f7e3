import { z } from 'zod'

export const FindCases = z.strictObject({
  search: z
    .string()
    .max(200, 'Search for at most 200 characters.')
    .transform((value) =>
      value
        .normalize('NFC')
        .replace(/\p{Cc}/gu, ' ')
        .toWellFormed()
        .trim(),
    )
    .default(''),
})
