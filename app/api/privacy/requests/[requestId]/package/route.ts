import { route } from '@/app/_server/route'
import { downloadPackage } from '@/lib/privacy/requests/download/commands'

export const POST = route('downloadPackage', async (ctx, _request, { requestId }) => {
  const { fileName, html } = await downloadPackage(ctx, { requestId })
  return new Response(html, {
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Disposition': `attachment; filename="${fileName}"`,
      'Cache-Control': 'private, no-store',
    },
  })
})
