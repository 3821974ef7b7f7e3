import { z } from 'zod'
import { Reason } from '@/lib/approvals/schema'
import { searchText } from '@/lib/text'
import { GROUPS } from './preview'

export const PreviewImport = z.strictObject({
  fileName: z
    .string()
    .trim()
    .min(1, 'Name the file.')
    .max(200, 'The name of this file is too long.')
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'Rename the file; its name has characters that cannot be shown.'),
  source: z.string('Choose a file, or paste its text.'),
  absent: z
    .enum(['KEEP', 'DEACTIVATE'], 'Say what becomes of people who are not in the file.')
    .default('KEEP'),
})

export const ImportId = z.strictObject({ importId: z.uuid('There is no such import.') })

/** With what is asked where a file would deactivate so many that it may be half of one. */
export const ApplyImport = ImportId.extend({
  isMeant: z.literal('on').optional(),
  leaving: z
    .string()
    .max(20, 'Type the number.')
    .transform((text) => text.replace(/[\s,.\u2019]/g, ''))
    .default(''),
})

/** To ask a second person for what the file would open to the one who applies it. */
export const RequestImport = ImportId.extend({ reason: Reason })

export const ListEntries = ImportId.extend({
  group: z.enum(GROUPS).optional(),
  search: searchText().default(''),
  after: z.coerce.number().int().min(0).max(1_000_000).default(0).catch(0),
})
