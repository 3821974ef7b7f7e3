import { route } from '@/app/_server/route'
import { exportAudit } from '@/lib/audit/log/commands'

/** What the page is filtered to, as CSV; streamed, for a log has no end. */
export const GET = route('exportAudit', async (ctx, request) => {
  const asked = Object.fromEntries(new URL(request.url).searchParams)
  const { fileName, chunks } = await exportAudit(ctx, asked)
  return new Response(streamOf(chunks), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${fileName}"`,
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'private, no-store',
    },
  })
})

function streamOf(chunks: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await chunks.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    async cancel() {
      await chunks.return(undefined)
    },
  })
}
