import { z } from 'zod'
import { ARTEFACT_STATES } from '@/lib/policy/artefact-state'
import { RELATIONS } from '@/lib/policy/relations'

/** Whom to look as, in one relation or two, and at which stage; all are words of a closed list. */
export const ViewAs = z.strictObject({
  relation: z.enum(RELATIONS).default('subj'),
  also: z.union([z.literal(''), z.enum(RELATIONS)]).default(''),
  state: z.enum(ARTEFACT_STATES).default('S'),
})
