import { z } from 'zod'

export const ConfirmPassword = z.strictObject({
  password: z.string().min(1, 'Write your password.').max(256, 'Use at most 256 characters.'),
})
