import type { AttributePath } from './filter'

const NAME = /^[A-Za-z][\w-]*$/
const PART = /^(?:[A-Za-z][\w-]*|\$ref)$/

/** Reads `userName`, `name.givenName` or `urn:…:User:manager.value`; null for anything else. */
export function readPath(text: string): AttributePath | null {
  const colon = text.lastIndexOf(':')
  const schema = colon < 0 ? null : text.slice(0, colon)
  if (schema !== null && !/^urn:/i.test(schema)) return null
  const [name = '', part = null, ...rest] = text.slice(colon + 1).split('.')
  if (rest.length > 0 || !NAME.test(name) || (part !== null && !PART.test(part))) return null
  return { schema, name, part }
}

export function pathText({ schema, name, part }: AttributePath): string {
  return `${schema === null ? '' : `${schema}:`}${name}${part === null ? '' : `.${part}`}`
}
