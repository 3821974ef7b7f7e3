import { z } from 'zod'

/** An empty level goes back to the next level of the track. */
export const ChooseTarget = z.strictObject({ levelKey: z.string().max(60) })
export type ChooseTarget = z.infer<typeof ChooseTarget>
