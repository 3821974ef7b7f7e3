import { z } from 'zod'
import { Email } from '@/lib/email'
import { roleOfWord } from './role-name'

/** What the operator writes: a role in words, a person by address, perhaps one team by name. */
export const RoleOfPerson = z.strictObject({
  role: z.string().transform((word, check) => {
    const role = roleOfWord(word)
    if (role) return role
    check.addIssue(`There is no role "${word}". Roles: admin, ladder_admin, hr_partner, auditor.`)
    return z.NEVER
  }),
  email: Email,
  team: z.string().trim().min(1).max(120).optional(),
})
export type RoleOfPerson = z.infer<typeof RoleOfPerson>
