import type { ActionRule } from './action-inventory'
import { NOBODY, only, type PageRule, type RouteRule } from './visit'

/** SCIM: its page and acts for administrators, its addresses for providers alone. */
export const SCIM_PAGES: Record<string, PageRule> = {
  '/(workspace)/admin/scim/page': {
    op: 'user.write',
    visits: () => [only('/admin/scim', 'admin')],
  },
}

const PATHS = [
  'ServiceProviderConfig',
  'ResourceTypes',
  'ResourceTypes/[name]',
  'Schemas',
  'Schemas/[urn]',
  'Users',
  'Users/[userId]',
  'Groups',
  'Groups/[groupId]',
  '[...rest]',
]

/** Tokens of providers open these; no cookie does, whoever has it. */
export const SCIM_ROUTES: Record<string, RouteRule> = Object.fromEntries(
  PATHS.map((path) => [`/api/scim/v2/${path}/route`, providerOnly(path)]),
)

function providerOnly(path: string): RouteRule {
  const url = `/api/scim/v2/${path.replace(/\[.+\]/, NOBODY)}`
  return {
    op: 'user.write',
    method: path === 'Users' || path === 'Groups' ? 'POST' : 'GET',
    body: () => ({ userName: 'eve@example.org', displayName: 'Eve' }),
    visits: () => [{ url, for: [], refusedWith: 401 }],
  }
}

const FORMS = {
  makeTokenAction: { name: 'Okta', days: '90', reason: 'It runs our accounts.' },
  approveTokenAction: { approvalId: NOBODY },
  revokeTokenAction: { tokenId: NOBODY },
  mapGroupAction: { group: 'Admins', role: 'ADMIN' },
  unmapGroupAction: { groupId: NOBODY },
}

export const SCIM_ACTIONS: Record<string, ActionRule> = Object.fromEntries(
  Object.entries(FORMS).map(([name, form]) => [
    `app/(workspace)/admin/scim/actions.ts#${name}`,
    { op: 'user.write', for: ['admin'], form: () => ({ ...form }) },
  ]),
)
