import { z } from 'zod'
import { isLocalDay } from '@/lib/cycles/local-day'

const text = z
  .string()
  .max(200, 'Write at most 200 characters.')
  .transform((value) =>
    value
      .normalize('NFC')
      .replace(/\p{Cc}/gu, ' ')
      .toWellFormed()
      .trim(),
  )

const day = z
  .string()
  .refine((value) => value === '' || isLocalDay(value), 'Write a day as 2026-03-12.')

/** What the audit log is filtered by, as it stands in the address. */
export const AuditFilter = z.strictObject({
  /** An id, or a part of a name or address. */
  person: text.default(''),
  action: z
    .string()
    .regex(/^[\w.]{0,80}$/, 'There is no such action.')
    .default(''),
  object: text.default(''),
  decision: z.enum(['', 'allow', 'deny']).default(''),
  from: day.default(''),
  to: day.default(''),
})
export type AuditFilter = z.infer<typeof AuditFilter>

export const ListAudit = AuditFilter.extend({ cursor: z.string().max(200).default('') })

const Cursor = z.tuple([z.iso.datetime({ precision: 6 }), z.string().regex(/^\d{1,18}$/)])

export type Place = { at: string; id: string }

/** Where the list goes on: the instant, to the microsecond, and the id of the last row shown. */
export function writePlace({ at, id }: Place): string {
  return Buffer.from(JSON.stringify([at, id])).toString('base64url')
}

/** Null for none, and for one that we did not write. */
export function readPlace(cursor: string): Place | null {
  try {
    const result = Cursor.safeParse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
    return result.success ? { at: result.data[0], id: result.data[1] } : null
  } catch {
    return null
  }
}
