import { z } from 'zod'

/** A line of the log of erasures: ids, and the pseudonym that took the name's place. */
export const ErasureLine = z.strictObject({
  erasureId: z.uuid(),
  personId: z.uuid(),
  legalBasis: z.string().max(40),
  pseudonym: z.string().max(80),
  requestedById: z.uuid(),
  approvedById: z.uuid(),
  approvedAt: z.iso.datetime(),
})
export type ErasureLine = z.infer<typeof ErasureLine>

export function writeLine(line: ErasureLine): string {
  return JSON.stringify(line)
}

/** Null for what is no line of ours, such as one that a crash has torn. */
export function readLine(text: string): ErasureLine | null {
  try {
    const result = ErasureLine.safeParse(JSON.parse(text))
    return result.success ? result.data : null
  } catch {
    return null
  }
}
