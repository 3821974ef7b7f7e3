import { z } from 'zod'

export const PreviewImport = z.strictObject({
  fileName: z
    .string()
    .trim()
    .min(1, 'Name the file.')
    .max(200, 'The name of this file is too long.')
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'Rename the file; its name has characters that cannot be shown.'),
  source: z.string('Choose a file, or paste its text.'),
})

export const ImportId = z.strictObject({ importId: z.uuid('There is no such import.') })
