import { AppError } from '@/lib/errors'
import { LIST } from './urn'

/** All of a few resources as one page. */
export function listOf(resources: readonly object[]) {
  return {
    schemas: [LIST],
    totalResults: resources.length,
    startIndex: 1,
    itemsPerPage: resources.length,
    Resources: resources,
  }
}

export function oneOf<Resource extends { id: string }>(
  resources: readonly Resource[],
  id: string | undefined,
): Resource {
  const found = resources.find((resource) => resource.id.toLowerCase() === id?.toLowerCase())
  if (!found) throw nothingHere()
  return found
}

export function nothingHere(): AppError {
  return new AppError('NOT_FOUND', 'There is no such resource.')
}
