import { CALIBRATION_PAGES } from './calibration-inventory'
import { MAIL_PAGES } from './mail-inventory'
import { POWER_PAGES } from './power-pages'
import { PRIVACY_PAGES } from './privacy-inventory'
import { SCIM_PAGES } from './scim-inventory'
import { CHAIN_AND_HR, everybody, NOBODY, only, type PageRule } from './visit'

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
  '/(workspace)/reviews/[reviewId]/revisions/page': {
    op: 'history.read',
    visits: ({ selfReview, peerReview }) => [
      only(`/reviews/${selfReview}/revisions`, 'subj'),
      only(`/reviews/${peerReview}/revisions`, 'peer'),
      only(`/reviews/${NOBODY}/revisions`),
    ],
  },
  // Every session of these tests is young enough to count as confirmed.
  '/(workspace)/reviews/revisions/[submissionId]/page': {
    op: 'history.read',
    visits: ({ selfSubmission, peerSubmission }) => [
      only(`/reviews/revisions/${selfSubmission}`, 'subj', 'hr'),
      only(`/reviews/revisions/${peerSubmission}`, 'hr'),
      only(`/reviews/revisions/${NOBODY}`),
    ],
  },
  '/(workspace)/reviews/peers/[participantId]/page': {
    op: 'nomination.read',
    visits: ({ participant }) => [only(`/reviews/peers/${participant}`, 'mgr', 'hr')],
  },
  '/(workspace)/reviews/delegates/[participantId]/page': {
    op: 'delegation.grant',
    visits: ({ participant }) => [only(`/reviews/delegates/${participant}`, 'mgr', 'hr')],
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
  ...CALIBRATION_PAGES,
  ...POWER_PAGES,
  ...PRIVACY_PAGES,
  ...SCIM_PAGES,
  ...MAIL_PAGES,
  '/(workspace)/admin/sign-in/page': {
    op: 'user.write',
    visits: () => [only('/admin/sign-in', 'admin')],
  },
  '/(workspace)/admin/audit/page': {
    op: 'audit.read',
    visits: () => [only('/admin/audit', 'hr', 'admin')],
  },
}
