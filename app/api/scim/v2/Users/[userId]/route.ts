import { scimBody, scimRoute } from '@/app/_server/scim'
import { readSelection } from '@/lib/scim/resources/list-query'
import { project } from '@/lib/scim/resources/projection'
import { deleteUser, patchUser, replaceUser } from '@/lib/scim/users/commands'
import { getUser } from '@/lib/scim/users/queries'

export const GET = scimRoute('scim.readUser', async (ctx, request, { userId = '' }) => {
  const user = await getUser(ctx, { userId })
  const selection = readSelection(new URL(request.url).searchParams)
  return { resource: project(user, selection), version: user.meta.version }
})

export const PUT = scimRoute('scim.changeUser', async (ctx, request, { userId = '' }) => {
  const ifMatch = request.headers.get('if-match')
  const body = await scimBody(request)
  return { resource: await replaceUser(ctx, { userId, ifMatch, body }) }
})

export const PATCH = scimRoute('scim.changeUser', async (ctx, request, { userId = '' }) => {
  const ifMatch = request.headers.get('if-match')
  const body = await scimBody(request)
  return { resource: await patchUser(ctx, { userId, ifMatch, body }) }
})

export const DELETE = scimRoute('scim.deleteUser', async (ctx, request, { userId = '' }) => {
  await deleteUser(ctx, { userId, ifMatch: request.headers.get('if-match') })
  return {}
})
