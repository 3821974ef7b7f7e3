import { createHash } from 'node:crypto'

/** The version of a resource: one and the same for the same content, whoever changed it. */
export function versionOf(resource: unknown): string {
  const hash = createHash('sha256').update(JSON.stringify(resource)).digest('hex')
  return `W/"${hash.slice(0, 20)}"`
}

/** Whether a list of versions such as `W/"1", "2"` or `*` names this one. */
export function namesVersion(header: string, version: string): boolean {
  const wanted = header.split(',').map((own) => weak(own.trim()))
  return wanted.includes('*') || wanted.includes(weak(version))
}

function weak(version: string): string {
  return version.replace(/^W\//, '')
}
