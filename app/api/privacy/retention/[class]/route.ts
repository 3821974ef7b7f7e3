import { route } from '@/app/_server/route'
import { listDue } from '@/lib/privacy/retention/queries'

/** The ids of what is due, as CSV: ids and instants, which need no quoting. */
export const GET = route('listDue', async (ctx, _request, params) => {
  const { fileName, rows } = await listDue(ctx, { class: params.class })
  const lines = rows.map(({ key, since }) => `${key},${since.toISOString()}\n`)
  return new Response(`id,since\n${lines.join('')}`, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${fileName}"`,
      'Cache-Control': 'private, no-store',
    },
  })
})
