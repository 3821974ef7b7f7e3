import { findContext } from '@/lib/auth/request'
import { beginSignOut } from '@/lib/auth/single-sign-on/commands'
import { leadTo, visitorRoute } from '../answer'

/** After signing out of Rung: the browser's session at the provider ends too. */
export const GET = visitorRoute('endSession', async (request) => {
  const isOurs = request.headers.get('sec-fetch-site') === 'same-origin'
  if (!isOurs || (await findContext())) return leadTo('/')
  const address = await beginSignOut()
  const answer = leadTo(address ?? '/sign-in?signed-out=1')
  answer.headers.set('Clear-Site-Data', '"cache", "storage"')
  return answer
})
