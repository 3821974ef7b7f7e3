import { route } from '@/app/_server/route'
import { getSampleFile } from '@/lib/people/import/queries'

export const GET = route('getSampleFile', async (ctx) => {
  return new Response(await getSampleFile(ctx), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="people.csv"',
      'Cache-Control': 'private, no-store',
    },
  })
})
