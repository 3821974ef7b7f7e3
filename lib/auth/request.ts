import 'server-only'
import { cookies, headers } from 'next/headers'
import type { NextRequest } from 'next/server'
import { cache } from 'react'
import { type Context, SYSTEM_ACTOR } from '@/lib/context'
import { createDatabase, type Database } from '@/lib/db/client'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { getSignedIn, isOfDeactivated } from './queries'
import { touchSession } from './sessions/commands'
import { sessionLimits } from './sessions/limits'

const isSecure = env.APP_ORIGIN.startsWith('https://')
const COOKIE = isSecure ? '__Host-rung.sid' : 'rung.sid'

const shared = globalThis as { rungWebDatabase?: Database }

export function webDatabase(): Database {
  shared.rungWebDatabase ??= createDatabase({ url: env.DATABASE_URL_WEB, role: 'web' })
  return shared.rungWebDatabase
}

/** The context of this request, or null when nobody is signed in; looked up once per request. */
export const findContext = cache(async () => contextOf((await cookies()).get(COOKIE)?.value))

/** The same for a handler, from the cookies that its request came with: they need not be made writable. */
export function findContextOf(request: NextRequest): Promise<Context | null> {
  return contextOf(request.cookies.get(COOKIE)?.value)
}

async function contextOf(token: string | undefined): Promise<Context | null> {
  if (!token) return null
  const db = webDatabase()
  const signedIn = await getSignedIn(db, token)
  if (!signedIn) return null
  const { actor, now } = signedIn
  if (signedIn.isSeenStale && actor.sessionId) await touchSession(db, actor.sessionId)
  return { actor, db, now, requestId: (await headers()).get('x-request-id') }
}

export function signedOut(): AppError {
  return new AppError('UNAUTHENTICATED', 'You are signed out. Sign in to go on.')
}

/** Nobody in particular, for the record of what a visitor was refused. */
export async function visitorContext(): Promise<Context> {
  const requestId = (await headers()).get('x-request-id')
  return { actor: SYSTEM_ACTOR, db: webDatabase(), now: new Date(), requestId }
}

/**
 * Takes the cookie from somebody who was deactivated. One that merely ran out is left alone: another
 * tab may be signing in at this moment, and the answer to an old request must not take its new cookie.
 */
export async function forgetDeactivated(): Promise<void> {
  const token = (await cookies()).get(COOKIE)?.value
  if (token && (await isOfDeactivated(webDatabase(), token))) await clearSessionCookie()
}

/** What an unknown visitor brings, for the commands that open a session. */
export async function visitor() {
  const list = await headers()
  const forwarded = list.get('x-forwarded-for')?.split(',').at(-1)?.trim()
  return {
    db: webDatabase(),
    origin: { ip: forwarded || 'local', agent: list.get('user-agent') ?? '' },
    requestId: list.get('x-request-id'),
    formerToken: (await cookies()).get(COOKIE)?.value ?? null,
  }
}

export async function setSessionCookie(token: string): Promise<void> {
  const jar = await cookies()
  jar.set(COOKIE, token, {
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure,
    path: '/',
    maxAge: sessionLimits().maxHours * 3600,
  })
}

export async function clearSessionCookie(): Promise<void> {
  const jar = await cookies()
  jar.set(COOKIE, '', { httpOnly: true, sameSite: 'lax', secure: isSecure, path: '/', maxAge: 0 })
}

/** Refuses a writing request that did not come from our own pages. */
export function assertSameOrigin(list: Headers): void {
  const origin = list.get('origin')
  const isOwn = origin ? origin === env.APP_ORIGIN : list.get('sec-fetch-site') === 'same-origin'
  if (!isOwn) {
    const message = `This request did not come from ${env.APP_ORIGIN}.`
    throw new AppError('FORBIDDEN', message, {}, { isForeign: true })
  }
}
