import { csvDownload } from '@/app/_server/csv'
import { route } from '@/app/_server/route'
import { exportAudit } from '@/lib/audit/log/commands'

/** What the page is filtered to, as CSV; streamed, for a log has no end. */
export const GET = route('exportAudit', async (ctx, request) => {
  const asked = Object.fromEntries(new URL(request.url).searchParams)
  const { fileName, chunks } = await exportAudit(ctx, asked)
  return csvDownload(fileName, chunks)
})
