import { Email } from '@/lib/email'

/** What the provider says of somebody who has signed in there. */
export type Claims = {
  issuer: string
  subject: string
  /** Null for none, or for one that is no plain mailbox. */
  email: string | null
  isEmailVerified: boolean
  roleValues: string[]
  /** Seconds since 1970; null where the provider does not tell. */
  authenticatedAt: number | null
}

const MAX_VALUES = 1_000

/** The claims that Rung looks at; everything else is left where it is. */
export function readClaims(
  raw: Readonly<Record<string, unknown>>,
  rolesClaim: string | null,
): Claims | null {
  const { iss, sub, email, email_verified: isVerified, auth_time: time } = raw
  if (typeof iss !== 'string' || typeof sub !== 'string' || sub === '' || sub.length > 255) {
    return null
  }
  const address = Email.safeParse(email)
  return {
    issuer: iss,
    subject: sub,
    email: address.success ? address.data : null,
    isEmailVerified: isVerified === true,
    roleValues: rolesClaim === null ? [] : valuesOf(claimAt(raw, rolesClaim)),
    authenticatedAt: typeof time === 'number' ? time : null,
  }
}

/** A claim by its name, else by a path with dots such as realm_access.roles. */
export function claimAt(raw: Readonly<Record<string, unknown>>, name: string): unknown {
  if (Object.hasOwn(raw, name)) return raw[name]
  let value: unknown = raw
  for (const part of name.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined
    value = Reflect.get(value, part)
  }
  return value
}

function valuesOf(claim: unknown): string[] {
  const list: unknown[] = Array.isArray(claim) ? claim.slice(0, MAX_VALUES) : [claim]
  return list.filter((value) => typeof value === 'string')
}
