import { findContext, webDatabase } from '@/lib/auth/request'
import { safePath } from '@/lib/auth/safe-path'
import { beginSignIn } from '@/lib/auth/single-sign-on/commands'
import { keepTransaction } from '@/lib/auth/single-sign-on/cookie'
import { leadTo, visitorRoute } from '../answer'

/** A link and not a form: the policy for forms would stop the way to another site. */
export const GET = visitorRoute('beginSignIn', async (request) => {
  const search = new URL(request.url).searchParams
  const next = safePath(search.get('next'))
  const isStepUp = search.get('purpose') === 'step-up'
  const ctx = await findContext()
  if (isStepUp && !ctx) return leadTo(`/sign-in?next=${encodeURIComponent(next)}`)
  const begun = await beginSignIn(webDatabase(), {
    purpose: isStepUp ? 'step-up' : 'sign-in',
    next: next.length > 2_000 ? '/' : next,
    sessionId: isStepUp ? (ctx?.actor.sessionId ?? null) : null,
  })
  if ('problem' in begun) {
    return leadTo(`${isStepUp ? '/confirm' : '/sign-in'}?problem=${begun.problem}`)
  }
  await keepTransaction(begun.sealed)
  return leadTo(begun.address)
})
