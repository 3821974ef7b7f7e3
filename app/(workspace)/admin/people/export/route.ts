import { csvDownload } from '@/app/_server/csv'
import { route } from '@/app/_server/route'
import { exportPeople } from '@/lib/people/import/export/commands'

/** What the page is filtered to, in the columns of the import. */
export const GET = route('exportPeople', async (ctx, request) => {
  const asked = Object.fromEntries(new URL(request.url).searchParams)
  const { fileName, chunks } = await exportPeople(ctx, asked)
  return csvDownload(fileName, chunks)
})
