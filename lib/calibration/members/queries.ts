import 'server-only'
import type { Context } from '@/lib/context'
import { AppError } from '@/lib/errors'

/** Somebody who works here, by their address; the refusal stands beside the field. */
export async function findMember(
  ctx: Context,
  email: string,
  field: string,
): Promise<{ id: string; name: string }> {
  const person = await ctx.db.person.findFirst({
    where: { email: email.toLowerCase(), isActive: true },
    select: { id: true, name: true },
  })
  if (person) return person
  const message = 'Nobody here has this e-mail address. Choose somebody from the list.'
  throw new AppError('INVALID', message, { [field]: message })
}
