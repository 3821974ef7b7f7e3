import { z } from 'zod'

const LevelKey = z.string().min(1).max(60)
const WhatIf = z.array(z.string().max(80)).max(40)

export const MyGrowth = z.strictObject({
  targetLevelKey: LevelKey.optional(),
  whatIf: WhatIf.default([]),
})

export const GrowthOf = MyGrowth.extend({ personId: z.uuid() })

export const ExplanationOf = z.strictObject({
  /** None for one's own. */
  personId: z.uuid().optional(),
  targetLevelKey: LevelKey.optional(),
})
