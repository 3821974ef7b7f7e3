import { scimBody, scimRoute } from '@/app/_server/scim'
import { deleteGroup, patchGroup, replaceGroup } from '@/lib/scim/groups/commands'
import { getGroup } from '@/lib/scim/groups/queries'
import { readSelection } from '@/lib/scim/resources/list-query'

export const GET = scimRoute('scim.readGroup', async (ctx, request, { groupId = '' }) => {
  const selection = readSelection(new URL(request.url).searchParams)
  return { resource: await getGroup(ctx, { groupId, selection }) }
})

export const PUT = scimRoute('scim.changeGroup', async (ctx, request, { groupId = '' }) => {
  const ifMatch = request.headers.get('if-match')
  const body = await scimBody(request)
  return { resource: await replaceGroup(ctx, { groupId, ifMatch, body }) }
})

/** Answers without the group: thousands may be in it, and providers do not read them here. */
export const PATCH = scimRoute('scim.changeGroup', async (ctx, request, { groupId = '' }) => {
  const ifMatch = request.headers.get('if-match')
  await patchGroup(ctx, { groupId, ifMatch, body: await scimBody(request) })
  return {}
})

export const DELETE = scimRoute('scim.deleteGroup', async (ctx, request, { groupId = '' }) => {
  await deleteGroup(ctx, { groupId, ifMatch: request.headers.get('if-match') })
  return {}
})
