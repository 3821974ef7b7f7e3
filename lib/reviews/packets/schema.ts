import { z } from 'zod'
import { RowVersion } from '@/lib/input'
import { keepableText } from '@/lib/text'

export const PacketId = z.strictObject({ packetId: z.uuid() })
export type PacketId = z.infer<typeof PacketId>

export const ParticipantId = z.strictObject({ participantId: z.uuid() })
export type ParticipantId = z.infer<typeof ParticipantId>

export const SharePacket = z.strictObject({
  participantId: z.uuid(),
  version: RowVersion,
  /** What the preview showed; without it only the version is compared. */
  digest: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  idempotencyKey: z.uuid(),
  reason: keepableText().trim().max(500).optional(),
})
export type SharePacket = z.infer<typeof SharePacket>

export const AcknowledgePacket = z.strictObject({
  packetId: z.uuid(),
  received: z.literal('yes', 'Tick the box to confirm that you received and discussed the packet.'),
  typedName: keepableText()
    .trim()
    .min(1, 'Type your name.')
    .max(120, 'Use at most 120 characters.'),
  comment: keepableText().trim().max(4000, 'Use at most 4,000 characters.').default(''),
})
export type AcknowledgePacket = z.infer<typeof AcknowledgePacket>

export const ReplyToPacket = z.strictObject({
  packetId: z.uuid(),
  idempotencyKey: z.uuid(),
  body: keepableText()
    .trim()
    .min(1, 'Write something before you send it.')
    .max(8000, 'Use at most 8,000 characters.'),
})
export type ReplyToPacket = z.infer<typeof ReplyToPacket>
