import { z } from 'zod'

/** A line of the anchor: the head of the chain when a run of the job had sealed. */
export const Anchor = z.strictObject({
  sequence: z.number().int().positive(),
  eventId: z.string(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  sealedAt: z.iso.datetime(),
})
export type Anchor = z.infer<typeof Anchor>

/** The line for the file, without its end. */
export function writeAnchor({ sequence, eventId, hash, sealedAt }: Anchor): string {
  return JSON.stringify({ sequence, eventId, hash, sealedAt })
}

/** Null for what is no line of ours, such as one that a crash has torn. */
export function readAnchor(line: string): Anchor | null {
  try {
    const result = Anchor.safeParse(JSON.parse(line))
    return result.success ? result.data : null
  } catch {
    return null
  }
}
