export type JsonObject = { readonly [key: string]: unknown }

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value under a name that is written in any case. */
export function fieldOf(object: JsonObject, name: string): unknown {
  const key = Object.keys(object).find((own) => own.toLowerCase() === name.toLowerCase())
  return key === undefined ? undefined : object[key]
}

/** The resource with whole addresses where it has the part behind the base. */
export function located(value: unknown, base: string): unknown {
  if (Array.isArray(value)) return value.map((element) => located(element, base))
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, own]) => {
      const isAddress = (key === 'location' || key === '$ref') && typeof own === 'string'
      return [key, isAddress ? `${base}${own}` : located(own, base)]
    }),
  )
}
