import { jsonBody, route } from '@/app/_server/route'
import { previewPeopleImport } from '@/lib/people/import/commands'

// The file may have 5 MB; as JSON its quotation marks and line ends take more.
const LIMIT = 6 * 1024 * 1024

/** Previews a file of people. A handler and not an action, because actions take 256 kB at most. */
export const POST = route('previewPeopleImport', async (ctx, request) => {
  const { importId, counts } = await previewPeopleImport(ctx, await jsonBody(request, LIMIT))
  return { importId, counts }
})
