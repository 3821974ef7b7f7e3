import { scimRoute } from '@/app/_server/scim'
import { listOf } from '@/lib/scim/resources/list'
import { listSchemas } from '@/lib/scim/resources/schemas'

export const GET = scimRoute('scim.listSchemas', async () => ({ resource: listOf(listSchemas()) }))
