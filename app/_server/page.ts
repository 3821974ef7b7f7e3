import 'server-only'
import type { Route } from 'next'
import { headers } from 'next/headers'
import { forbidden, notFound, redirect } from 'next/navigation'
import { recordRefusal } from '@/lib/audit/commands'
import { findContext } from '@/lib/auth/request'
import type { Context } from '@/lib/context'
import { isAppError } from '@/lib/errors'
import { evenly } from './evenly'

/** A query for a page: signed out goes to sign-in, missing or hidden is not found. */
export async function load<Input, View>(
  query: (ctx: Context, input: Input) => Promise<View>,
  input: Input,
): Promise<View> {
  const ctx = await requireSignedIn()
  try {
    return await evenly(() => query(ctx, input))
  } catch (error) {
    if (!isAppError(error)) throw error
    await recordRefusal(ctx, { action: query.name, error, input })
    if (error.details.stepUp)
      redirect(`/confirm?next=${encodeURIComponent(await askedPath())}` as Route)
    if (error.code === 'FORBIDDEN') forbidden()
    notFound()
  }
}

export async function requireSignedIn(): Promise<Context> {
  const ctx = await findContext()
  if (ctx) return ctx
  const path = await askedPath()
  redirect(path === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(path)}`)
}

async function askedPath(): Promise<string> {
  return (await headers()).get('x-rung-path') ?? '/'
}
