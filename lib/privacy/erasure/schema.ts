import { z } from 'zod'
import { LEGAL_BASES } from './legal-basis'

export const RequestErasure = z.strictObject({
  personId: z.uuid('There is no such person.'),
  legalBasis: z.enum(LEGAL_BASES, 'Choose why this is lawful.'),
  /** The person's address, typed, so that nobody is erased by a slip. */
  typedEmail: z.string().max(300),
})

export const ErasurePayload = z.strictObject({ legalBasis: z.enum(LEGAL_BASES) })
