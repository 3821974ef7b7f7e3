import { z } from 'zod'
import { Email } from '@/lib/email'
import { keepableText } from '@/lib/text'

const password = z
  .string()
  .min(12, 'Use at least 12 characters.')
  .max(256, 'Use at most 256 characters.')
  .refine(
    (value) => !COMMON.has(value.toLowerCase()),
    'This password is on every list of common ones.',
  )

const COMMON = new Set([
  'password1234',
  'passwordpassword',
  '123456789012',
  'qwertyuiopas',
  'administrator',
  'letmeinletmein',
  'iloveyou1234',
])

export const SignIn = z.strictObject({
  email: Email,
  password: z.string().min(1, 'Write your password.').max(256, 'Use at most 256 characters.'),
})

export const SetUp = z.strictObject({
  organisation: keepableText().trim().min(1, 'Name your organisation.').max(120),
  timeZone: z
    .string()
    .refine(isTimeZone, 'Choose a time zone of the IANA list, such as Europe/Berlin.'),
  name: keepableText().trim().min(1, 'Write your name.').max(120),
  email: Email,
  password,
})

export const AcceptInvitation = z.strictObject({ token: z.string().min(20).max(100), password })

function isTimeZone(value: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: value })
    return value.length > 0
  } catch {
    return false
  }
}
