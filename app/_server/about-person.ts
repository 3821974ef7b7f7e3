import 'server-only'
import type { Route } from 'next'
import { redirect } from 'next/navigation'
import type { Context } from '@/lib/context'
import { isAppError } from '@/lib/errors'
import { findTombstonePath } from '@/lib/privacy/tombstone/queries'
import { load } from './page'

type About = { personId: string } | { participantId: string }

/**
 * `load` for a page about one person: where there is nothing to see any more because they were
 * erased, whoever may know that is led to the tombstone; for everybody else nothing was ever there.
 */
export async function loadAbout<Input extends About, View>(
  query: (ctx: Context, input: Input) => Promise<View>,
  input: Input,
): Promise<View> {
  const unlessErased = async (ctx: Context, asked: Input): Promise<View> => {
    try {
      return await query(ctx, asked)
    } catch (error) {
      const path = await tombstoneInstead(ctx, asked, error)
      if (path) redirect(path as Route)
      throw error
    }
  }
  // Refusals are recorded under the name of what was asked for.
  return load(Object.defineProperty(unlessErased, 'name', { value: query.name }), input)
}

async function tombstoneInstead(
  ctx: Context,
  asked: About,
  error: unknown,
): Promise<string | null> {
  if (!isAppError(error) || error.code !== 'NOT_FOUND') return null
  return findTombstonePath(ctx, asked)
}
