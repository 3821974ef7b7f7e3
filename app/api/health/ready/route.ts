import { webDatabase } from '@/lib/auth/request'
import { getReadiness } from '@/lib/health/queries'

export const dynamic = 'force-dynamic'

export async function GET(): Promise<Response> {
  const { isReady } = await getReadiness(webDatabase())
  return Response.json(
    { status: isReady ? 'ok' : 'unavailable' },
    { status: isReady ? 200 : 503, headers: { 'cache-control': 'no-store' } },
  )
}
