import { z } from 'zod'
import { SearchPeople } from '../schema'

const noneOr = z.union([z.literal('').transform(() => null), z.uuid('There is no such person.')])
const cursor = z.string().max(600).default('')

/** Whom the chart is opened at, or words to find them by; neither is the top. */
export const OpenChart = z.strictObject({
  person: noneOr.default(null),
  search: SearchPeople.shape.query.default(''),
  cursor,
})

/** The people right below somebody, or at the top. */
export const OpenBranch = z.strictObject({ manager: noneOr.default(null), cursor })
