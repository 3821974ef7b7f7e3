import type { Direction, ReviewStatus } from '@/lib/db/generated/enums'
import type { SubmissionBody } from '../body'

/** The last revision of one review as handed in. A peer's is not linked to its task or writer. */
export type HandedIn = {
  id: string
  direction: Direction
  raterKey: string
  revision: number
  body: SubmissionBody
  submittedAt: Date
  review: { status: ReviewStatus; authorId: string } | null
  writer: { id: string; name: string } | null
}
