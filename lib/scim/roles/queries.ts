import 'server-only'
import { ROLE_NAMES } from '@/lib/auth/roles/role-name'
import type { Context } from '@/lib/context'
import { authorizeService } from '../tokens/provider-context'

export type RoleGroupListItem = {
  id: string
  name: string
  role: string
  /** How many people the provider has in it. */
  members: number
  mappedBy: string
}

/** The groups of the provider that give a role, by name. */
export async function listRoleGroups(ctx: Context): Promise<RoleGroupListItem[]> {
  authorizeService(ctx)
  const groups = await ctx.db.scimRoleGroup.findMany({
    orderBy: { name: 'asc' },
    take: 100,
    select: {
      id: true,
      name: true,
      role: true,
      createdBy: { select: { name: true } },
      _count: { select: { members: true } },
    },
  })
  return groups.map(({ id, name, role, createdBy, _count }) => ({
    id,
    name,
    role: ROLE_NAMES[role].title,
    members: _count.members,
    mappedBy: createdBy.name,
  }))
}
