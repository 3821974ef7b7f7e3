import { createHmac } from 'node:crypto'

/** Names one writer about one person, the same in every cycle, without saying who it is. */
export function raterKey({
  secret,
  subjectId,
  authorId,
}: {
  secret: string
  subjectId: string
  authorId: string
}): string {
  return createHmac('sha256', secret)
    .update(`rater ${subjectId} ${authorId}`)
    .digest('base64url')
    .slice(0, 22)
}
