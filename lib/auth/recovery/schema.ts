import { z } from 'zod'
import { Email } from '@/lib/email'
import { NewPassword } from '../passwords/new-password'

export const ForgottenPassword = z.strictObject({ email: Email })

export const ChooseNewPassword = z.strictObject({
  token: z.string().min(20).max(100),
  password: NewPassword,
})
