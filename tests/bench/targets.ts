import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Persona } from './organisation/personas'
import type { Scene } from './scene'

export type Budget = { must: number; wanted?: number }

/** One page of the product, and what it may cost (performance.md, "What to reach"). */
export type PageTarget = {
  name: string
  as: Persona
  /** Folder of the page below app/(workspace). */
  folder: string
  path: (scene: Scene) => string
  /** Opened in an organisation whose ladder has a thousand items on one track. */
  ladder?: 'large'
  /** Something that stands in a right answer only. */
  marker: (scene: Scene) => string
  /** Requests per second against the bare page, at least. */
  ratio?: Budget
  htmlKilobytes?: Budget
  /** Gzipped, over the hello page, at most. */
  scriptKilobytes: Budget
}

const READING: Budget = { must: 20, wanted: 10 }
const EDITOR: Budget = { must: 45, wanted: 30 }

const TARGETS: PageTarget[] = [
  {
    name: 'Team, 50 reports',
    as: 'manager',
    folder: 'team',
    path: () => '/team',
    marker: ({ names }) => names.engineer,
    ratio: { must: 0.8, wanted: 1.2 },
    htmlKilobytes: { must: 60, wanted: 35 },
    scriptKilobytes: READING,
  },
  {
    name: 'Home',
    as: 'manager',
    folder: '',
    path: () => '/',
    marker: ({ names }) => names.manager,
    ratio: { must: 1 },
    scriptKilobytes: READING,
  },
  {
    name: 'Person',
    as: 'manager',
    folder: 'people/[personId]',
    path: ({ ids }) => `/people/${ids.engineer}`,
    marker: ({ names }) => names.engineer,
    ratio: { must: 0.7 },
    scriptKilobytes: READING,
  },
  {
    name: 'Organisation chart, 50 reports',
    as: 'manager',
    folder: 'people/chart',
    path: ({ ids }) => `/people/chart?person=${ids.manager}`,
    marker: ({ names }) => names.engineer,
    htmlKilobytes: { must: 60 },
    scriptKilobytes: READING,
  },
  {
    name: 'Review editor',
    as: 'manager',
    folder: 'reviews/[reviewId]',
    path: ({ reviewId }) => `/reviews/${reviewId}`,
    marker: ({ names }) => names.manager,
    ratio: { must: 0.7 },
    scriptKilobytes: EDITOR,
  },
  {
    name: 'My growth',
    as: 'engineer',
    folder: 'me',
    path: () => '/me',
    marker: ({ names }) => names.engineer,
    ratio: { must: 0.6 },
    scriptKilobytes: READING,
  },
  {
    name: 'Packet',
    as: 'engineer',
    folder: 'reviews/packets/[packetId]',
    path: ({ packetId }) => `/reviews/packets/${packetId}`,
    marker: ({ names }) => names.engineer,
    ratio: { must: 0.8 },
    scriptKilobytes: READING,
  },
  {
    name: 'Ladder matrix',
    as: 'engineer',
    folder: 'ladder',
    path: () => '/ladder?track=mgmt',
    marker: () => 'Engineering Manager',
    ratio: { must: 0.6 },
    scriptKilobytes: READING,
  },
  {
    name: 'Ladder matrix, 1,000 items',
    as: 'engineer',
    folder: 'ladder',
    path: () => '/ladder?track=mgmt',
    marker: () => '(7)',
    ladder: 'large',
    ratio: { must: 0.1 },
    scriptKilobytes: READING,
  },
  {
    name: 'People',
    as: 'engineer',
    folder: 'people',
    path: () => '/people',
    marker: ({ names }) => names.engineer,
    htmlKilobytes: { must: 60 },
    scriptKilobytes: READING,
  },
  {
    name: 'My reviews',
    as: 'manager',
    folder: 'reviews',
    path: () => '/reviews',
    marker: ({ names }) => names.manager,
    scriptKilobytes: READING,
  },
  {
    name: 'Cycle',
    as: 'admin',
    folder: 'cycles/[cycleId]',
    path: ({ cycleId }) => `/cycles/${cycleId}`,
    marker: () => 'The running half',
    scriptKilobytes: READING,
  },
]

/** The pages that this build has, and the names of those that it lacks. */
export function pageTargets(): { targets: PageTarget[]; missing: string[] } {
  const isThere = ({ folder }: PageTarget) =>
    existsSync(join('app/(workspace)', folder, 'page.tsx'))
  return {
    targets: TARGETS.filter(isThere),
    missing: TARGETS.filter((target) => !isThere(target)).map(({ name }) => name),
  }
}

/** Pages against the bare page, saves against a bare UPDATE: requests per second in one round. */
export const AUTOSAVE_RATIO: Budget = { must: 0.6, wanted: 0.85 }
export const MIXED_P95_RATIO: Budget = { must: 1.5 }
export const START_RATIO: Budget = { must: 1.75 }
export const MEMORY_IDLE_RATIO: Budget = { must: 1.5 }
export const MEMORY_LOADED_RATIO: Budget = { must: 1.3 }
export const LAUNCH_RATIO: Budget = { must: 3 }
export const GROWTH_P95_RATIO: Budget = { must: 1.3, wanted: 1.15 }
export const DATABASE_P95_MS: Budget = { must: 3 }
export const PROGRESS_P95_MS: Budget = { must: 25, wanted: 5 }
export const SEARCH_P95_MS: Budget = { must: 5, wanted: 1 }
export const STATEMENTS: Budget = { must: 6, wanted: 4 }
export const SIGN_IN_SCRIPT_KILOBYTES: Budget = { must: 10 }
export const STYLE_KILOBYTES: Budget = { must: 15 }
export const REQUESTS: Budget = { must: 14 }
