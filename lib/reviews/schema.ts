import { z } from 'zod'
import { RowVersion } from '@/lib/input'
import { keepableText } from '@/lib/text'

const MAX_TEXT_BYTES = 64 * 1024
const MAX_NOTE_BYTES = 8 * 1024
const MAX_REASON = 2_000

const encoder = new TextEncoder()

function plainText(maxBytes: number) {
  return keepableText().refine(
    (text) => text.length <= maxBytes && encoder.encode(text).length <= maxBytes,
    `The text is longer than ${maxBytes / 1024} kB.`,
  )
}

const Reason = plainText(MAX_REASON * 4)
  .trim()
  .min(1, 'Give a reason.')
  .max(MAX_REASON, `Keep the reason under ${MAX_REASON} characters.`)
const ItemKey = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,59}$/)

export const SectionKey = z
  .string()
  .regex(/^(summary|(category|indicators):[a-z0-9][a-z0-9._-]{0,59})$/, 'There is no such section.')

export const RatingInput = z.strictObject({
  value: z.union(
    [z.literal([1, 2, 3, 4, 5]), z.null()],
    'Choose a point from 1 to 5 or “Not observed”.',
  ),
  note: plainText(MAX_NOTE_BYTES),
})

export const SectionInput = z.strictObject({
  text: plainText(MAX_TEXT_BYTES),
  // A record passes over this key without a word.
  ratings: z
    .unknown()
    .refine((ratings) => !Object.hasOwn(Object(ratings), '__proto__'), 'There is no such item.')
    .pipe(z.record(ItemKey, RatingInput)),
})

export const SaveDraftSection = z.strictObject({
  reviewId: z.uuid(),
  section: SectionKey,
  saveId: z.uuid(),
  baseVersion: z.number().int().min(0).max(1_000_000),
  body: SectionInput,
})

export const ReviewRef = z.strictObject({ reviewId: z.uuid() })

export const SettleConflict = z.strictObject({ reviewId: z.uuid(), conflictId: z.uuid() })

export const SubmitReview = z.strictObject({
  reviewId: z.uuid(),
  version: RowVersion,
  idempotencyKey: z.uuid(),
})

export const RequestReopening = z.strictObject({ reviewId: z.uuid(), reason: Reason })

export const ReopenReview = RequestReopening

export const DeclinePeerFeedback = RequestReopening

export const SubmissionRef = z.strictObject({ submissionId: z.uuid() })

export const RevealPeers = z.strictObject({ participantId: z.uuid(), reason: Reason })

export const ParticipantRef = z.strictObject({ participantId: z.uuid() })

export const PeerLoadRef = z.strictObject({ participantId: z.uuid(), personId: z.uuid() })

export const MAX_PEERS = 10

export const ChoosePeers = z.strictObject({
  participantId: z.uuid(),
  personIds: z
    .array(z.uuid())
    .max(MAX_PEERS, `Choose at most ${MAX_PEERS} peers.`)
    .refine((ids) => new Set(ids).size === ids.length, 'A person is in the list twice.'),
})

export const ListReopenings = z.strictObject({ after: z.uuid().optional() })

export const ListMyReviews = z.strictObject({ doneBefore: z.uuid().optional() })
