import type { Op } from '@/lib/policy/grants'
import { EVERYBODY, type Persona } from '../support/personas'
import type { World } from './world'

/** Who may get an address; everybody else is told that there is nothing (404), or to sign in. */
export type Visit = { url: string; for: readonly Persona[]; refusedWith?: 401 | 403 | 404 }
export type PageRule = { op: Op | 'public' | 'own'; visits: (world: World) => Visit[] }
export type RouteRule = PageRule & {
  method: 'GET' | 'PUT' | 'POST'
  body?: (world: World) => object
}

export const NOBODY = 'ffffffff-ffff-7fff-bfff-ffffffffffff'
export const CHAIN_AND_HR: readonly Persona[] = ['mgr', 'skip', 'hr']
export const everybody = (url: string): Visit => ({ url, for: EVERYBODY })
export const only = (url: string, ...personas: Persona[]): Visit => ({ url, for: personas })
