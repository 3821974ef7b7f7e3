import type { AuditFilter } from '@/lib/audit/log/schema'

type Changes = Partial<AuditFilter> & { cursor?: string }

/** The page with these filters; what is empty stays out of the address. */
export function auditHref(filter: AuditFilter, changes: Changes = {}): string {
  return `/admin/audit${queryOf({ ...filter, ...changes })}`
}

export function exportHref(filter: AuditFilter): string {
  return `/admin/audit/export${queryOf(filter)}`
}

function queryOf(values: Record<string, string>): string {
  const query = new URLSearchParams(Object.entries(values).filter(([, value]) => value !== ''))
  return query.size > 0 ? `?${query}` : ''
}
