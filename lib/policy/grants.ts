import type { ArtefactState } from './artefact-state'
import type { ConditionName } from './conditions'
import { RELATIONS, type Relation } from './relations'

/**
 * One permission: these relations, in these states (any state when none is named), provided that
 * every condition holds.
 */
export type Grant = {
  states?: readonly ArtefactState[]
  to: readonly Relation[]
  when?: readonly ConditionName[]
}

export type GrantTable = Readonly<Record<string, readonly Grant[]>>

const IN_DRAFT = ['D'] as const
const UNSHARED = ['S', 'K', 'L'] as const
const OPEN_TO_REOPENING = ['S', 'K'] as const
const IN_CALIBRATION = ['K'] as const
const LOCKED = ['L'] as const
const JUST_SHARED = ['R'] as const
const TO_ANSWER = ['R', 'A'] as const
const SHARED = ['R', 'A', 'Z'] as const
const LOCKED_OR_SHARED = ['L', 'R', 'A', 'Z'] as const
const HANDED_IN = ['S', 'K', 'L', 'R', 'A', 'Z'] as const
const WRITTEN = ['D', 'S', 'K', 'L', 'R', 'A', 'Z'] as const

const ANY_ACTIVE = RELATIONS.filter(
  (relation) => relation !== 'anon' && relation !== 'deact' && relation !== 'job',
)

/**
 * Who may do what, and when: the grant block of access.md section 4. Whatever is not listed is
 * denied. A bracket that stands apart from its relation holds for its whole clause; one that
 * touches a relation holds for that relation. `author` is the author of the row asked about.
 */
export const GRANTS = {
  'draft.read': [{ states: WRITTEN, to: ['author'] }],
  'draft.write': [
    { states: IN_DRAFT, to: ['author'], when: ['stageAcceptsWriting', 'relationOrWindowHeld'] },
  ],
  'draft.handover': [
    { states: IN_DRAFT, to: ['author'], when: ['authorConsents'] },
    {
      states: IN_DRAFT,
      to: ['hr_in'],
      when: ['authorUnreachable', 'reasonGiven', 'secondApprover', 'movedUnseen'],
    },
  ],

  'self.read': [
    { states: HANDED_IN, to: ['subj', 'hr_in', 'breakglass'] },
    { states: HANDED_IN, to: ['mgr'], when: ['selfReviewNotBlind'] },
    { states: HANDED_IN, to: ['skip'], when: ['skipVisible'] },
    { states: HANDED_IN, to: ['exm_author'], when: ['ownWindowOpen'] },
    { states: SHARED, to: ['newmgr'], when: ['selfReviewNotBlind'] },
    { states: IN_CALIBRATION, to: ['calib_in', 'calib_facil'] },
  ],
  'self.submit': [{ states: IN_DRAFT, to: ['subj'], when: ['selfStageOrGrace'] }],
  'self.reqReopen': [{ states: OPEN_TO_REOPENING, to: ['subj'] }],

  'mgrReview.read': [
    { states: HANDED_IN, to: ['author', 'mgr', 'hr_in', 'breakglass'] },
    { states: HANDED_IN, to: ['skip'], when: ['skipVisible'] },
    { states: SHARED, to: ['newmgr'] },
    { states: IN_CALIBRATION, to: ['calib_in', 'calib_facil'] },
  ],
  'mgrReview.submit': [
    { states: IN_DRAFT, to: ['author'], when: ['writesAsManagerOrDelegate', 'managerStageOpen'] },
  ],
  'mgrReview.reopen': [
    { states: UNSHARED, to: ['hr_in'], when: ['reasonGiven'] },
    { states: IN_CALIBRATION, to: ['calib_facil'], when: ['reasonGiven'] },
  ],

  'ratingProposed.read': [
    { states: HANDED_IN, to: ['author', 'mgr', 'hr_in'] },
    { states: HANDED_IN, to: ['skip'], when: ['skipVisible'] },
    { states: IN_CALIBRATION, to: ['calib_in', 'calib_facil'] },
  ],
  'ratingCal.write': [
    {
      states: IN_CALIBRATION,
      to: ['calib_facil', 'calib_in'],
      when: ['sessionPolicyAllows', 'reasonGiven', 'personallyUnrelated'],
    },
  ],
  'ratingCal.read': [
    { states: IN_CALIBRATION, to: ['calib_in', 'calib_facil', 'hr_in'] },
    { states: LOCKED, to: ['mgr', 'hr_in', 'calib_facil'] },
    { states: SHARED, to: ['mgr', 'newmgr', 'hr_in'] },
    { states: LOCKED_OR_SHARED, to: ['skip'], when: ['skipVisible'] },
  ],
  'calibNote.read': [
    { states: IN_CALIBRATION, to: ['calib_in', 'calib_facil', 'hr_in'] },
    { states: LOCKED_OR_SHARED, to: ['author', 'calib_facil', 'hr_in'] },
  ],
  'calibNote.write': [{ states: IN_CALIBRATION, to: ['calib_in', 'calib_facil'] }],

  'promo.read': [
    { states: HANDED_IN, to: ['author', 'mgr', 'hr_in'] },
    { states: HANDED_IN, to: ['skip'], when: ['skipVisible'] },
    { states: HANDED_IN, to: ['promoPanel'], when: ['caseAssigned'] },
    { states: IN_CALIBRATION, to: ['calib_in', 'calib_facil'] },
    { states: JUST_SHARED, to: ['subj'], when: ['caseDecided', 'outcomeOnly'] },
  ],

  'peer.read': [
    { states: HANDED_IN, to: ['author', 'mgr', 'hr_in'] },
    { states: UNSHARED, to: ['skip'], when: ['skipVisible'] },
    { states: IN_CALIBRATION, to: ['calib_in', 'calib_facil'], when: ['withoutAuthorField'] },
  ],
  'peerAuthor.read': [
    { states: HANDED_IN, to: ['author'] },
    { states: HANDED_IN, to: ['mgr'], when: ['feedbackNotConfidential'] },
    { states: HANDED_IN, to: ['hr_in'], when: ['confidentialSteppedUp'] },
    { states: SHARED, to: ['subj'], when: ['feedbackAttributed'] },
  ],
  'peer.write': [{ states: IN_DRAFT, to: ['peer_req'] }],
  'peer.submit': [{ states: IN_DRAFT, to: ['peer_req'] }],
  'peer.decline': [{ states: IN_DRAFT, to: ['peer_req'] }],

  'nomination.read': [
    { to: ['mgr', 'hr_in'] },
    { to: ['subj'], when: ['ownProposalsOrSharedList'] },
    { to: ['peer_req', 'peer_done'], when: ['ownRowOnly'] },
  ],
  'nomination.propose': [{ to: ['subj', 'mgr'], when: ['nominationStageOpen'] }],
  'nomination.approve': [{ to: ['mgr', 'deleg', 'hr_in'] }],

  'upward.read': [
    { states: SHARED, to: ['subj', 'skip', 'hr_in'], when: ['aggregateOfEnough'] },
    { to: ['author'], when: ['ownRow'] },
  ],
  'upward.submit': [{ states: IN_DRAFT, to: ['up_author'], when: ['selfStageOpen'] }],
  'upwardAuthor.read': [{ to: ['author'] }],

  'privateNote.*': [{ to: ['author'] }],
  'evidence.read': [
    { to: ['owner'] },
    { to: ['mgr'], when: ['evidenceShared'] },
    { to: ['skip'], when: ['skipVisible', 'evidenceShared'] },
    { to: ['citingReader'], when: ['frozenCopyOnly'] },
  ],
  'evidence.write': [{ to: ['owner'], when: ['evidenceNotFrozen'] }],

  'packet.share': [
    {
      states: LOCKED,
      to: ['mgr'],
      when: ['shareDateReached', 'nothingReopened', 'cycleIsSharing'],
    },
    { states: LOCKED, to: ['hr_in'], when: ['reasonGiven'] },
  ],
  'packet.unshare': [{ states: JUST_SHARED, to: ['hr_in'], when: ['reasonGiven', 'notYetViewed'] }],
  'packet.read': [
    { states: SHARED, to: ['subj', 'mgr', 'newmgr', 'hr_in', 'breakglass'] },
    { states: SHARED, to: ['skip'], when: ['skipVisible'] },
    { states: SHARED, to: ['exm_author'], when: ['sharedThisPacket'] },
  ],
  'packet.ack': [{ states: JUST_SHARED, to: ['subj'] }],
  'packet.reply': [{ states: TO_ANSWER, to: ['subj'], when: ['replyInTime'] }],
  'packet.exportPdf': [{ states: SHARED, to: ['subj', 'mgr', 'hr_in'] }],
  'history.read': [
    { states: HANDED_IN, to: ['author'], when: ['ownRow'] },
    { states: HANDED_IN, to: ['hr_in'], when: ['steppedUp'] },
  ],

  'cycle.readPublic': [{ to: ANY_ACTIVE }],
  'cycle.readFull': [{ to: ['admin', 'hr_in'] }],
  'cycle.write': [{ to: ['admin'], when: ['cycleNotLaunched'] }],
  'cycle.launch': [{ to: ['admin'] }],
  'cycle.close': [{ to: ['admin'], when: ['secondApprover'] }],
  'cycle.reopen': [{ to: ['admin'], when: ['secondApprover'] }],

  'progress.read': [
    { to: ['admin', 'hr_in'] },
    { to: ['mgr', 'skip', 'chain3'], when: ['ownTree'] },
    { to: ['subj'], when: ['ownTasks'] },
  ],
  'aggregate.read': [
    { to: ['hr_in'], when: ['inScope'] },
    { to: ['skip'], when: ['aggregateIsSafe'] },
    { to: ['chain3'], when: ['ownTree', 'aggregateIsSafe'] },
    { to: ['admin'], when: ['completionOnly'] },
  ],
  'bulkExport.run': [
    { to: ['hr_in'], when: ['inScope', 'steppedUp', 'reasonGiven'] },
    { to: ['admin'], when: ['progressOnly'] },
  ],
  'audit.read': [
    { to: ['auditor'] },
    { to: ['hr_in'], when: ['inScope'] },
    { to: ['admin'], when: ['configEventsOnly'] },
    { to: ['subj'], when: ['openingsByRoleAndDay'] },
  ],

  'user.write': [{ to: ['admin'], when: ['notOwnRow', 'guardedRoleApproved'] }],
  'user.deactivate': [{ to: ['admin', 'hr_in'] }],
  'ladder.readPublished': [{ to: ANY_ACTIVE }],
  'ladder.readDraft': [{ to: ['ladder_admin'] }],
  'ladder.write': [{ to: ['ladder_admin'] }],
  'ladder.publish': [{ to: ['ladder_admin'] }],
  'sar.build': [{ to: ['hr_in'], when: ['secondApprover', 'redacted'] }],
  'erase.run': [{ to: ['hr_in'], when: ['secondApprover', 'noLegalHold'] }],
  'delegation.grant': [
    {
      to: ['mgr', 'hr_in'],
      when: ['granteeUninvolved', 'delegationEndsWithCycle', 'delegationNotPassedOn'],
    },
  ],
  'delegation.revoke': [
    {
      to: ['mgr', 'hr_in'],
      when: ['granteeUninvolved', 'delegationEndsWithCycle', 'delegationNotPassedOn'],
    },
  ],
  'calibSession.create': [{ to: ['hr_in', 'admin'] }],
  'calibSession.setMembers': [{ to: ['hr_in', 'admin'] }],
  'calibSession.lock': [{ to: ['calib_facil', 'hr_in'] }],
  'calibSession.publish': [{ to: ['calib_facil', 'hr_in'] }],
  'breakglass.request': [{ to: ['hr_in', 'admin', 'auditor'], when: ['reasonAndFourHours'] }],
  'breakglass.approve': [{ to: ['hr_in'], when: ['anotherPerson', 'approverIndependent'] }],
  'transition.*': [{ to: ['job'], when: ['timersOnly', 'bodiesNotGranted'] }],
} as const satisfies GrantTable

/** The 63 operations, each name of the block counted once and a wildcard as one. */
export type Op = keyof typeof GRANTS

export const OPS = Object.keys(GRANTS) as Op[]
