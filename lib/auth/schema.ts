import { z } from 'zod'
import { Email } from '@/lib/email'
import { keepableText } from '@/lib/text'
import { NewPassword, TypedPassword } from './passwords/new-password'

export const SignIn = z.strictObject({
  email: Email,
  password: TypedPassword,
})

export const SetUp = z.strictObject({
  organisation: keepableText().trim().min(1, 'Name your organisation.').max(120),
  timeZone: z
    .string()
    .refine(isTimeZone, 'Choose a time zone of the IANA list, such as Europe/Berlin.'),
  name: keepableText().trim().min(1, 'Write your name.').max(120),
  email: Email,
  password: NewPassword,
})

export const AcceptInvitation = z.strictObject({
  token: z.string().min(20).max(100),
  password: NewPassword,
})

function isTimeZone(value: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: value })
    return value.length > 0
  } catch {
    return false
  }
}
