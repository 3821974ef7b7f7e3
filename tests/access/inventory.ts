import type { Op } from '@/lib/policy/grants'
import { EVERYBODY, type Persona } from '../support/personas'
import type { World } from './world'

/** Who may get an address; everybody else is told that there is nothing (404), or to sign in. */
export type Visit = { url: string; for: readonly Persona[]; refusedWith?: 403 | 404 }
export type PageRule = { op: Op | 'public' | 'own'; visits: (world: World) => Visit[] }
export type RouteRule = PageRule & {
  method: 'GET' | 'PUT' | 'POST'
  body?: (world: World) => object
}

export const NOBODY = 'ffffffff-ffff-7fff-bfff-ffffffffffff'
const CHAIN_AND_HR: readonly Persona[] = ['mgr', 'skip', 'hr']
const everybody = (url: string): Visit => ({ url, for: EVERYBODY })
const only = (url: string, ...personas: Persona[]): Visit => ({ url, for: personas })

/** Every page of the build, by its name in app-paths-manifest.json. */
export const PAGES: Record<string, PageRule> = {
  '/(auth)/sign-in/page': { op: 'public', visits: () => [] },
  '/(auth)/setup/page': { op: 'public', visits: () => [] },
  '/(auth)/invitation/[token]/page': { op: 'public', visits: () => [] },
  '/(auth)/password/page': { op: 'public', visits: () => [] },
  '/(auth)/password/[token]/page': { op: 'public', visits: () => [] },
  '/_not-found/page': { op: 'public', visits: () => [] },
  '/_global-error/page': { op: 'public', visits: () => [] },
  '/(workspace)/page': { op: 'own', visits: () => [everybody('/')] },
  '/(workspace)/account/page': { op: 'own', visits: () => [everybody('/account')] },
  '/(workspace)/confirm/page': { op: 'own', visits: () => [everybody('/confirm')] },
  '/(workspace)/me/page': { op: 'packet.read', visits: () => [everybody('/me')] },
  '/(workspace)/me/why/page': { op: 'packet.read', visits: () => [everybody('/me/why')] },
  '/(workspace)/team/page': { op: 'progress.read', visits: () => [everybody('/team')] },
  '/(workspace)/team/[personId]/page': {
    op: 'progress.read',
    visits: ({ sam }) => [only(`/team/${sam}`, ...CHAIN_AND_HR, 'chain3'), only(`/team/${NOBODY}`)],
  },
  // The person themselves gets there what /me shows: packets only.
  '/(workspace)/team/[personId]/growth/page': {
    op: 'ratingProposed.read',
    visits: ({ sam }) => [only(`/team/${sam}/growth`, 'subj', ...CHAIN_AND_HR)],
  },
  '/(workspace)/team/[personId]/growth/why/page': {
    op: 'ratingProposed.read',
    visits: ({ sam }) => [only(`/team/${sam}/growth/why`, 'subj', ...CHAIN_AND_HR)],
  },
  '/(workspace)/people/page': { op: 'own', visits: () => [everybody('/people')] },
  '/(workspace)/people/[personId]/page': {
    op: 'own',
    visits: ({ sam }) => [everybody(`/people/${sam}`), only(`/people/${NOBODY}`)],
  },
  '/(workspace)/people/chart/page': {
    op: 'own',
    visits: ({ sam }) => [
      everybody('/people/chart'),
      everybody(`/people/chart?person=${sam}`),
      only(`/people/chart?person=${NOBODY}`),
    ],
  },
  '/(workspace)/reviews/page': { op: 'own', visits: () => [everybody('/reviews')] },
  '/(workspace)/reviews/[reviewId]/page': {
    op: 'draft.read',
    visits: ({ selfReview, managerReview, peerReview }) => [
      only(`/reviews/${selfReview}`, 'subj'),
      only(`/reviews/${managerReview}`, 'mgr'),
      only(`/reviews/${peerReview}`, 'peer'),
      only(`/reviews/${NOBODY}`),
    ],
  },
  '/(workspace)/reviews/peers/[participantId]/page': {
    op: 'nomination.read',
    visits: ({ participant }) => [only(`/reviews/peers/${participant}`, 'mgr', 'hr')],
  },
  '/(workspace)/reviews/share/[participantId]/page': {
    op: 'packet.share',
    visits: ({ participant, otherParticipant }) => [
      only(`/reviews/share/${participant}`, ...CHAIN_AND_HR),
      only(`/reviews/share/${otherParticipant}`, 'otherManager', 'skip', 'hr'),
    ],
  },
  '/(workspace)/reviews/packets/[packetId]/page': {
    op: 'packet.read',
    visits: ({ sharedPacket, freshPacket }) => [
      only(`/reviews/packets/${sharedPacket}`, 'subj', ...CHAIN_AND_HR),
      only(`/reviews/packets/${freshPacket}`, 'colleague', ...CHAIN_AND_HR),
      only(`/reviews/packets/${NOBODY}`),
    ],
  },
  '/(workspace)/ladder/page': { op: 'ladder.readPublished', visits: () => [everybody('/ladder')] },
  '/(workspace)/ladder/[levelKey]/page': {
    op: 'ladder.readPublished',
    visits: () => [everybody('/ladder/em'), only('/ladder/no-such-level')],
  },
  '/(workspace)/ladder/compare/page': {
    op: 'ladder.readPublished',
    visits: () => [everybody('/ladder/compare')],
  },
  '/(workspace)/ladder/growth-areas/page': {
    op: 'ladder.readPublished',
    visits: () => [everybody('/ladder/growth-areas')],
  },
  '/(workspace)/ladder/transitions/page': {
    op: 'ladder.readPublished',
    visits: () => [everybody('/ladder/transitions')],
  },
  '/(workspace)/ladder/role/page': {
    op: 'ladder.readPublished',
    visits: () => [everybody('/ladder/role')],
  },
  '/(workspace)/ladder/versions/page': {
    op: 'ladder.readPublished',
    visits: () => [everybody('/ladder/versions')],
  },
  '/(workspace)/ladder/versions/compare/page': {
    op: 'ladder.readPublished',
    visits: () => [everybody('/ladder/versions/compare'), only('/ladder/versions/compare?left=99')],
  },
  '/(workspace)/ladder/mine/page': {
    op: 'ladder.readPublished',
    visits: () => [everybody('/ladder/mine'), everybody('/ladder/mine?to=em')],
  },
  // Aggregates of ratings, for whoever may reword the items.
  '/(workspace)/ladder/drift/page': {
    op: 'ladder.write',
    visits: () => [{ url: '/ladder/drift', for: ['admin'], refusedWith: 403 }],
  },
  '/(workspace)/ladder/edit/publish/page': {
    op: 'ladder.publish',
    visits: () => [{ url: '/ladder/edit/publish', for: ['admin'], refusedWith: 403 }],
  },
  '/(workspace)/ladder/import/page': {
    op: 'ladder.write',
    visits: () => [{ url: '/ladder/import', for: ['admin'], refusedWith: 403 }],
  },
  '/(workspace)/ladder/import/[importId]/page': {
    op: 'ladder.write',
    visits: ({ ladderImport }) => [
      { url: `/ladder/import/${ladderImport}`, for: ['admin'], refusedWith: 403 },
    ],
  },
  '/(workspace)/ladder/edit/page': {
    op: 'ladder.write',
    visits: () => [{ url: '/ladder/edit', for: ['admin'], refusedWith: 403 }],
  },
  '/(workspace)/cycles/page': { op: 'cycle.readPublic', visits: () => [everybody('/cycles')] },
  '/(workspace)/cycles/new/page': {
    op: 'cycle.write',
    visits: () => [{ url: '/cycles/new', for: ['admin'], refusedWith: 403 }],
  },
  '/(workspace)/cycles/[cycleId]/page': {
    op: 'cycle.readPublic',
    visits: ({ runningCycle }) => [everybody(`/cycles/${runningCycle}`), only(`/cycles/${NOBODY}`)],
  },
  '/(workspace)/cycles/[cycleId]/edit/page': {
    op: 'cycle.write',
    visits: ({ runningCycle }) => [
      { url: `/cycles/${runningCycle}/edit`, for: [], refusedWith: 403 },
    ],
  },
  '/(workspace)/admin/people/page': {
    op: 'user.write',
    visits: () => [only('/admin/people', 'admin')],
  },
  '/(workspace)/admin/people/[personId]/page': {
    op: 'user.deactivate',
    visits: ({ sam }) => [
      only(`/admin/people/${sam}`, 'admin', 'hr'),
      only(`/admin/people/${NOBODY}`),
    ],
  },
  '/(workspace)/admin/people/move/page': {
    op: 'user.write',
    visits: () => [
      only('/admin/people/move', 'admin'),
      only('/admin/people/move?team=Payments', 'admin'),
    ],
  },
  '/(workspace)/admin/teams/page': {
    op: 'user.write',
    visits: () => [only('/admin/teams', 'admin')],
  },
  '/(workspace)/admin/people/import/page': {
    op: 'user.write',
    visits: () => [only('/admin/people/import', 'admin')],
  },
  '/(workspace)/admin/people/import/[importId]/page': {
    op: 'user.write',
    visits: ({ peopleImport }) => [only(`/admin/people/import/${peopleImport}`, 'admin')],
  },
  '/(workspace)/admin/people/import/[importId]/undo/page': {
    op: 'user.write',
    visits: ({ peopleImport }) => [only(`/admin/people/import/${peopleImport}/undo`, 'admin')],
  },
  '/(workspace)/admin/roles/page': {
    op: 'user.write',
    visits: () => [only('/admin/roles', 'admin')],
  },
  '/(workspace)/admin/approvals/page': {
    op: 'user.write',
    visits: () => [only('/admin/approvals', 'hr', 'admin')],
  },
  '/(workspace)/admin/approvals/[approvalId]/page': {
    op: 'user.write',
    visits: () => [only(`/admin/approvals/${NOBODY}`)],
  },
  '/(workspace)/admin/sign-in/page': {
    op: 'user.write',
    visits: () => [only('/admin/sign-in', 'admin')],
  },
  '/(workspace)/admin/audit/page': {
    op: 'audit.read',
    visits: () => [only('/admin/audit', 'hr', 'admin')],
  },
}

/** Every route handler of the build. */
export const ROUTES: Record<string, RouteRule> = {
  '/api/health/live/route': { op: 'public', method: 'GET', visits: () => [] },
  '/api/health/ready/route': { op: 'public', method: 'GET', visits: () => [] },
  // For visitors; where no provider is configured they all lead back to the sign-in page.
  '/api/auth/oidc/start/route': { op: 'public', method: 'GET', visits: () => [] },
  '/api/auth/oidc/callback/route': { op: 'public', method: 'GET', visits: () => [] },
  '/api/auth/oidc/end/route': { op: 'public', method: 'GET', visits: () => [] },
  '/(workspace)/ladder/export/[format]/route': {
    op: 'ladder.readPublished',
    method: 'GET',
    visits: () => [
      ...['md', 'yaml', 'json', 'csv', 'pdf'].map((format) =>
        everybody(`/ladder/export/${format}`),
      ),
      only('/ladder/export/md?version=999999'),
    ],
  },
  '/(workspace)/admin/audit/export/route': {
    op: 'audit.read',
    method: 'GET',
    visits: () => [only('/admin/audit/export', 'hr', 'admin')],
  },
  // A download of everybody asks again who it is, so that a fresh sign-in gets it.
  '/(workspace)/admin/people/export/route': {
    op: 'user.write',
    method: 'GET',
    visits: () => [only('/admin/people/export', 'admin')],
  },
  '/api/drafts/[reviewId]/[section]/route': {
    op: 'draft.write',
    method: 'PUT',
    body: () => ({
      saveId: '00000000-0000-4000-8000-000000000001',
      baseVersion: 9_999,
      body: { text: 'Not yours to write.', ratings: {} },
    }),
    visits: ({ managerReview, selfReview, peerReview }) => [
      only(`/api/drafts/${managerReview}/summary`, 'mgr'),
      only(`/api/drafts/${selfReview}/summary`, 'subj'),
      only(`/api/drafts/${peerReview}/summary`, 'peer'),
      only(`/api/drafts/${NOBODY}/summary`),
    ],
  },
  '/api/ladder/drafts/[versionId]/edits/route': {
    op: 'ladder.write',
    method: 'POST',
    body: () => ({ since: 0, changes: [] }),
    visits: () => [{ url: `/api/ladder/drafts/${NOBODY}/edits`, for: ['admin'], refusedWith: 403 }],
  },
  '/api/reviews/[reviewId]/help/route': {
    op: 'draft.read',
    method: 'GET',
    visits: ({ managerReview }) => [only(`/api/reviews/${managerReview}/help`, 'mgr')],
  },
  '/api/cycles/[cycleId]/progress/route': {
    op: 'progress.read',
    method: 'GET',
    visits: ({ runningCycle }) => [only(`/api/cycles/${runningCycle}/progress`, 'admin', 'hr')],
  },
  '/api/people/search/route': {
    op: 'own',
    method: 'GET',
    visits: () => [everybody('/api/people/search?query=sam')],
  },
  '/api/people/chart/route': {
    op: 'own',
    method: 'GET',
    visits: () => [everybody('/api/people/chart?manager=')],
  },
  '/api/imports/people/route': {
    op: 'user.write',
    method: 'POST',
    body: () => ({ fileName: 'people.csv', source: 'name,email\nEve,eve@example.org' }),
    visits: () => [only('/api/imports/people', 'admin')],
  },
  '/api/imports/ladder/route': {
    op: 'ladder.write',
    method: 'POST',
    body: () => ({ files: [{ name: 'ladder.md', text: '# Engineer' }] }),
    visits: () => [{ url: '/api/imports/ladder', for: ['admin'], refusedWith: 403 }],
  },
  '/api/imports/people/sample/route': {
    op: 'own',
    method: 'GET',
    visits: () => [everybody('/api/imports/people/sample')],
  },
}
