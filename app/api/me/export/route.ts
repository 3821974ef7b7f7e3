import { route } from '@/app/_server/route'
import { exportOwn } from '@/lib/privacy/export/queries'

export const GET = route('exportOwn', async (ctx) => {
  const data = await exportOwn(ctx)
  return new Response(JSON.stringify(data, null, 2), {
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Disposition': 'attachment; filename="my-rung-data.json"',
      'Cache-Control': 'private, no-store',
    },
  })
})
