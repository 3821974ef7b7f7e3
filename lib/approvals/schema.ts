import { z } from 'zod'

const NONE = 'There is no such request.'

export const ApprovalId = z.strictObject({ approvalId: z.uuid(NONE) })

/** Why something is asked for, so that the second person can judge it. */
export const Reason = z
  .string()
  .trim()
  .min(10, 'Say why, in ten characters or more.')
  .max(500, 'Say why in at most 500 characters.')
  .transform((value) => value.normalize('NFC').toWellFormed())
