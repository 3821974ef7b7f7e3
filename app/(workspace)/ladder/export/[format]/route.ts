import { route } from '@/app/_server/route'
import { parseInput } from '@/lib/input'
import { exportLadder } from '@/lib/ladder/versions/exports/queries'
import { LadderExport } from '@/lib/ladder/versions/exports/schema'

export const GET = route('exportLadder', async (ctx, request, { format }) => {
  const asked = Object.fromEntries(new URL(request.url).searchParams)
  const wish = parseInput(LadderExport, { ...asked, format })
  const { fileName, contentType, bytes } = await exportLadder(ctx, wish)
  return new Response(Buffer.from(bytes), {
    headers: {
      'Content-Type': contentType,
      'Content-Disposition': `attachment; filename="${fileName}"`,
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'private, no-store',
    },
  })
})
