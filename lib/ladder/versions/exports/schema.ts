import { z } from 'zod'
import { LADDER_FORMATS } from '../../format/exchange/ladder-file'

export const EXPORT_FORMATS = [...LADDER_FORMATS, 'pdf'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

/** Without a version the published one; `draft` is for those who may read drafts. */
export const LadderExport = z.strictObject({
  format: z.enum(EXPORT_FORMATS),
  ladder: z.string().min(1).max(60).optional(),
  version: z.union([z.literal('draft'), z.string().regex(/^\d{1,7}$/)]).optional(),
})
export type LadderExport = z.input<typeof LadderExport>
