import { scimRoute } from '@/app/_server/scim'
import { serviceProviderConfig } from '@/lib/scim/resources/provider'

export const GET = scimRoute('scim.readConfig', async () => ({ resource: serviceProviderConfig() }))
