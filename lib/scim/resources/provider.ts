import { ENTERPRISE, GROUP, PERSON, RESOURCE_TYPE, SERVICE_PROVIDER_CONFIG, USER } from './urn'

/** How many resources one page of a list has at most. */
export const MAX_PAGE = 200

/** What Rung can do of RFC 7644. */
export function serviceProviderConfig() {
  return {
    schemas: [SERVICE_PROVIDER_CONFIG],
    patch: { supported: true },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: MAX_PAGE },
    changePassword: { supported: false },
    sort: { supported: true },
    etag: { supported: true },
    authenticationSchemes: [
      {
        type: 'oauthbearertoken',
        name: 'Bearer token',
        description: 'A token that an administrator made on the page Admin, SCIM.',
        specUri: 'https://www.rfc-editor.org/info/rfc6750',
        primary: true,
      },
    ],
    meta: { resourceType: 'ServiceProviderConfig', location: '/ServiceProviderConfig' },
  }
}

const RESOURCE_TYPES = [
  {
    schemas: [RESOURCE_TYPE],
    id: 'User',
    name: 'User',
    endpoint: '/Users',
    description: 'People and their accounts.',
    schema: USER,
    schemaExtensions: [
      { schema: ENTERPRISE, required: false },
      { schema: PERSON, required: false },
    ],
    meta: { resourceType: 'ResourceType', location: '/ResourceTypes/User' },
  },
  {
    schemas: [RESOURCE_TYPE],
    id: 'Group',
    name: 'Group',
    endpoint: '/Groups',
    description: 'Teams, and groups whose members hold a role.',
    schema: GROUP,
    schemaExtensions: [],
    meta: { resourceType: 'ResourceType', location: '/ResourceTypes/Group' },
  },
]

export function listResourceTypes() {
  return RESOURCE_TYPES
}
