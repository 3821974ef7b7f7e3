import { jsonBody, route } from '@/app/_server/route'
import { startImport } from '@/lib/ladder/importing/commands'

// Files may have 5 MB together; as base64 they take a third more.
const LIMIT = 8 * 1024 * 1024

/** Keeps files for an import. A handler and not an action, because actions take 256 kB at most. */
export const POST = route('startImport', async (ctx, request) => {
  return startImport(ctx, await jsonBody(request, LIMIT))
})
