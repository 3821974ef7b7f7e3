import 'server-only'
import { env } from '@/lib/env'
import { isAppError } from '@/lib/errors'
import { logError } from '@/lib/log'

/** An address as an answer; 303, so that the browser asks for it anew. */
export function leadTo(address: URL | string): Response {
  const location = new URL(address, env.APP_ORIGIN).toString()
  return new Response(null, {
    status: 303,
    headers: { Location: location, 'Cache-Control': 'private, no-store' },
  })
}

/** A visitor is on the way from one site to another: whatever fails ends on a page with a way on. */
export function visitorRoute(name: string, work: (request: Request) => Promise<Response>) {
  return async (request: Request): Promise<Response> => {
    try {
      return await work(request)
    } catch (error) {
      if (isAppError(error)) return leadTo('/sign-in')
      logError(error, { where: name })
      return leadTo('/sign-in?problem=failed')
    }
  }
}
