import 'server-only'
import { headers } from 'next/headers'
import { recordRefusal } from '@/lib/audit/commands'
import {
  assertSameOrigin,
  findContext,
  forgetDeactivated,
  visitorContext,
} from '@/lib/auth/request'
import type { Context } from '@/lib/context'
import { AppError, type ErrorCode, isAppError } from '@/lib/errors'
import { logError } from '@/lib/log'
import { evenly } from './evenly'

export type ActionFailure = {
  ok: false
  code: ErrorCode | 'UNEXPECTED'
  message: string
  fields: Record<string, string>
  /** The same again works once the person has shown that it is them. */
  stepUp?: true
}
export type ActionResult<T = unknown> = { ok: true; data: T } | ActionFailure

type Command<T> = (ctx: Context, input: unknown) => Promise<T>

/** A command as a server action: checks origin and identity, runs it, gives refusals back as results. */
export async function runAction<T>(command: Command<T>, input: unknown): Promise<ActionResult<T>> {
  let ctx: Context | null = null
  try {
    ctx = await findContext()
    assertSameOrigin(await headers())
    if (!ctx)
      throw new AppError(
        'UNAUTHENTICATED',
        'You are signed out. Sign in again in another tab; what you typed stays here.',
      )
    const signedIn = ctx
    return { ok: true, data: await evenly(() => command(signedIn, input)) }
  } catch (error) {
    return asFailure(error, { ctx, name: command.name, input })
  }
}

/** The same for a visitor who is not signed in: sign-in, set-up, invitation. */
export async function runVisitorAction<T>(work: () => Promise<T>): Promise<ActionResult<T>> {
  try {
    assertSameOrigin(await headers())
    return { ok: true, data: await work() }
  } catch (error) {
    const isForeign = isAppError(error) && error.details.isForeign
    const ctx = isForeign ? await visitorContext() : null
    return asFailure(error, { ctx, name: 'visitor.act', input: null })
  }
}

/** The fields of a form as an object; a name that ends in [] becomes a list. */
export function formInput(
  form: FormData,
): Record<string, FormDataEntryValue | FormDataEntryValue[]> {
  const input: Record<string, FormDataEntryValue | FormDataEntryValue[]> = Object.create(null)
  // Anybody can call an action with anything; what is no form has no fields, which each schema refuses.
  if (!(form instanceof FormData)) return {}
  for (const name of new Set(form.keys())) {
    if (name.startsWith('$ACTION')) continue
    if (name.endsWith('[]')) input[name.slice(0, -2)] = form.getAll(name)
    else input[name] = form.get(name) ?? ''
  }
  return { ...input }
}

type Asked = { ctx: Context | null; name: string; input: unknown }

async function asFailure(error: unknown, { ctx, name, input }: Asked): Promise<ActionFailure> {
  if (isAppError(error)) {
    if (ctx) await recordRefusal(ctx, { action: name, error, input })
    if (error.code === 'UNAUTHENTICATED') await forgetDeactivated()
    const { code, message, fields, details } = error
    return { ok: false, code, message, fields, ...(details.stepUp ? { stepUp: true } : {}) }
  }
  logError(error, { where: name, requestId: ctx?.requestId ?? null })
  return {
    ok: false,
    code: 'UNEXPECTED',
    message:
      'Something went wrong on our side. Reload the page to see whether it was done before you try again.',
    fields: {},
  }
}
