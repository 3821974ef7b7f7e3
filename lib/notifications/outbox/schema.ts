import { z } from 'zod'

export const MessageId = z.strictObject({ messageId: z.uuid() })
export const NoInput = z.strictObject({})
