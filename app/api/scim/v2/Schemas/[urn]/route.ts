import { scimRoute } from '@/app/_server/scim'
import { oneOf } from '@/lib/scim/resources/list'
import { listSchemas } from '@/lib/scim/resources/schemas'

export const GET = scimRoute('scim.readSchema', async (_ctx, _request, { urn }) => ({
  resource: oneOf(listSchemas(), urn),
}))
