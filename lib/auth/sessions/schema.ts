import { z } from 'zod'

export const SessionId = z.strictObject({
  sessionId: z.string().regex(/^[0-9a-f]{64}$/, 'There is no such session.'),
})
