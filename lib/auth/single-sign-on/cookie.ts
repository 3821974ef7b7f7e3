import 'server-only'
import { cookies } from 'next/headers'
import { env } from '@/lib/env'
import { TRANSACTION_MINUTES } from './transaction'

const isSecure = env.APP_ORIGIN.startsWith('https://')
const COOKIE = isSecure ? '__Host-rung.oidc' : 'rung.oidc'
// Lax, because the answer is a link from the provider's site.
const OPTIONS = { httpOnly: true, sameSite: 'lax', secure: isSecure, path: '/' } as const

/** What the browser keeps while its owner is at the provider. */
export async function keepTransaction(sealed: string): Promise<void> {
  const jar = await cookies()
  jar.set(COOKIE, sealed, { ...OPTIONS, maxAge: TRANSACTION_MINUTES * 60 })
}

export async function keptTransaction(): Promise<string | null> {
  return (await cookies()).get(COOKIE)?.value ?? null
}

export async function forgetTransaction(): Promise<void> {
  const jar = await cookies()
  jar.set(COOKIE, '', { ...OPTIONS, maxAge: 0 })
}
