import { findContext, setSessionCookie, visitor } from '@/lib/auth/request'
import { finishSignIn } from '@/lib/auth/single-sign-on/commands'
import { forgetTransaction, keptTransaction } from '@/lib/auth/single-sign-on/cookie'
import { leadTo, visitorRoute } from '../answer'

/** Where the provider sends the browser back to, with a code or with a refusal. */
export const GET = visitorRoute('finishSignIn', async (request) => {
  const outcome = await finishSignIn(
    { ...(await visitor()), ctx: await findContext() },
    { search: new URL(request.url).search, sealed: await keptTransaction() },
  )
  if ('problem' in outcome) {
    if (!outcome.keepsTransaction) await forgetTransaction()
    return leadTo(`${outcome.isStepUp ? '/confirm' : '/sign-in'}?problem=${outcome.problem}`)
  }
  await forgetTransaction()
  await setSessionCookie(outcome.token)
  return leadTo(outcome.next)
})
