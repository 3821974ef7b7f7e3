import { PRIVACY_ROUTES } from './privacy-inventory'
import { SCIM_ROUTES } from './scim-inventory'
import { everybody, NOBODY, only, type RouteRule } from './visit'

/** Every route handler of the build. */
export const ROUTES: Record<string, RouteRule> = {
  ...PRIVACY_ROUTES,
  ...SCIM_ROUTES,
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
