import type { Op } from '@/lib/policy/grants'
import { EVERYBODY, type Persona } from '../support/personas'
import { CALIBRATION_ACTIONS } from './calibration-inventory'
import { MAIL_ACTIONS } from './mail-inventory'
import { POWER_ACTIONS } from './power-actions'
import { PRIVACY_ACTIONS } from './privacy-inventory'
import { SCIM_ACTIONS } from './scim-inventory'
import { NOBODY } from './visit'
import type { World } from './world'

export type ActionRule = {
  op: Op | 'public' | 'own'
  /** Those whom the policy lets do it; they are not called here, the journeys do it. */
  for: readonly Persona[]
  args?: (world: World) => unknown[]
  form?: (world: World) => Record<string, string>
}

const ADMIN_ONLY: readonly Persona[] = ['admin']
const cycleForm = ({ runningCycle }: World) => ({ cycleId: runningCycle, version: '0' })
const closingForm = ({ runningCycle }: World) => ({ cycleId: runningCycle })
const settingsForm = (world: World) => ({
  ...cycleForm(world),
  ...{ name: 'Mine', periodStart: '2027-01-01', periodEnd: '2027-06-30', timeZone: 'UTC' },
  ...{ ladderVersionId: NOBODY, peerVisibility: 'ATTRIBUTED', graceDays: '3' },
  ...{ launchOn: '2027-07-01', selfDueOn: '2027-07-10', peerDueOn: '2027-07-10' },
  ...{ managerDueOn: '2027-07-20', shareFromOn: '2027-07-21', closeOn: '2027-08-10' },
})

const TEAM_FORMS = {
  createTeamAction: { name: 'Mine' },
  renameTeamAction: { teamId: NOBODY, name: 'Mine', nameBefore: 'Yours' },
  mergeTeamAction: { teamId: NOBODY, into: 'Payments' },
  dissolveTeamAction: { teamId: NOBODY },
}

/** Every server action of the build, by file and name. */
export const ACTIONS: Record<string, ActionRule> = {
  'app/(auth)/actions.ts#signInAction': { op: 'public', for: EVERYBODY },
  'app/(auth)/actions.ts#setUpAction': { op: 'public', for: EVERYBODY },
  'app/(auth)/actions.ts#acceptInvitationAction': { op: 'public', for: EVERYBODY },
  'app/(auth)/actions.ts#forgottenPasswordAction': { op: 'public', for: EVERYBODY },
  'app/(auth)/actions.ts#choosePasswordAction': { op: 'public', for: EVERYBODY },
  'app/(auth)/actions.ts#signOutAction': { op: 'own', for: EVERYBODY },
  ...Object.fromEntries(
    ['confirmPasswordAction', 'confirmAndGoOnAction', 'stepUpMeansAction'].map((name) => [
      `app/_components/step-up/actions.ts#${name}`,
      { op: 'own', for: EVERYBODY } satisfies ActionRule,
    ]),
  ),
  'app/(workspace)/admin/sign-in/actions.ts#unlinkIdentityAction': {
    op: 'user.write',
    for: ADMIN_ONLY,
    args: () => [NOBODY],
  },
  ...Object.fromEntries(
    ['changePasswordAction', 'revokeSessionAction', 'revokeOthersAction'].map((name) => [
      `app/(workspace)/account/actions.ts#${name}`,
      { op: 'own', for: EVERYBODY } satisfies ActionRule,
    ]),
  ),
  'app/(workspace)/admin/people/actions.ts#endSessionsAction': {
    op: 'user.deactivate',
    for: ['admin', 'hr'],
    form: ({ wei }) => ({ personId: wei }),
  },
  'app/(workspace)/people/[personId]/actions.ts#changePersonAction': {
    op: 'user.write',
    for: ADMIN_ONLY,
    form: ({ wei, maya }) => ({
      personId: wei,
      kind: 'MANAGER',
      manager: maya,
      on: new Date().toISOString().slice(0, 10),
    }),
  },
  'app/(workspace)/people/[personId]/actions.ts#correctPersonAction': {
    op: 'user.write',
    for: ADMIN_ONLY,
    form: ({ wei }) => ({
      personId: wei,
      name: 'Wei Zhang',
      startedOn: '2024-01-15',
      nameBefore: 'Wei Zhang',
      startedOnBefore: '2024-01-15',
    }),
  },
  'app/(workspace)/people/[personId]/actions.ts#recordLeaveAction': {
    op: 'user.write',
    for: ADMIN_ONLY,
    form: ({ wei }) => ({ personId: wei, kind: 'OTHER', fromOn: '2026-01-01', lastOn: '' }),
  },
  'app/(workspace)/people/[personId]/actions.ts#changeLeaveAction': {
    op: 'user.write',
    for: ADMIN_ONLY,
    form: () => ({ leaveId: NOBODY, lastOn: '', lastOnBefore: '' }),
  },
  'app/(workspace)/people/[personId]/actions.ts#cancelLeaveAction': {
    op: 'user.write',
    for: ADMIN_ONLY,
    form: () => ({ leaveId: NOBODY }),
  },
  'app/(workspace)/people/[personId]/actions.ts#cancelChangeAction': {
    op: 'user.write',
    for: ADMIN_ONLY,
    form: () => ({ changeId: NOBODY }),
  },
  'app/(workspace)/admin/people/move/actions.ts#movePeopleAction': {
    op: 'user.write',
    for: ADMIN_ONLY,
    form: ({ wei, maya }) => ({
      'personIds[]': wei,
      manager: maya,
      team: '',
      on: new Date().toISOString().slice(0, 10),
    }),
  },
  ...Object.fromEntries(
    Object.entries(TEAM_FORMS).map(([name, form]) => [
      `app/(workspace)/admin/teams/actions.ts#${name}`,
      { op: 'user.write', for: ADMIN_ONLY, form: () => ({ ...form }) } satisfies ActionRule,
    ]),
  ),
  'app/(workspace)/admin/people/actions.ts#inviteAction': person('user.write', ADMIN_ONLY),
  'app/(workspace)/admin/people/actions.ts#revokeInvitationAction': person(
    'user.write',
    ADMIN_ONLY,
  ),
  'app/(workspace)/admin/people/actions.ts#countUninvitedAction': {
    op: 'user.write',
    for: ADMIN_ONLY,
    args: () => [],
  },
  'app/(workspace)/admin/people/actions.ts#inviteEveryoneAction': {
    op: 'user.write',
    for: ADMIN_ONLY,
    form: () => ({ count: '1' }),
  },
  'app/(workspace)/admin/people/actions.ts#deactivateAction': person('user.deactivate', [
    'admin',
    'hr',
  ]),
  'app/(workspace)/admin/people/actions.ts#reactivateAction': person('user.write', ['admin', 'hr']),
  'app/(workspace)/admin/people/import/actions.ts#applyImportAction': uploadForm(),
  'app/(workspace)/admin/people/import/actions.ts#undoImportAction': uploadForm(),
  'app/(workspace)/admin/people/import/actions.ts#requestImportAction': {
    op: 'user.write',
    for: ADMIN_ONLY,
    form: ({ peopleImport }) => ({ importId: peopleImport, reason: 'They moved with me.' }),
  },
  'app/(workspace)/admin/people/import/actions.ts#previewAgainAction': {
    op: 'user.write',
    for: ADMIN_ONLY,
    args: ({ peopleImport }) => [peopleImport],
  },
  ...CALIBRATION_ACTIONS,
  ...POWER_ACTIONS,
  ...PRIVACY_ACTIONS,
  ...SCIM_ACTIONS,
  ...MAIL_ACTIONS,
  'app/(workspace)/ladder/edit/actions.ts#startDraftAction': {
    op: 'ladder.write',
    for: ADMIN_ONLY,
    form: () => ({ ladder: 'engineering' }),
  },
  'app/(workspace)/ladder/edit/actions.ts#startLadderAction': {
    op: 'ladder.write',
    for: ADMIN_ONLY,
    form: () => ({ name: 'Mine', track: 'Mine', level: 'Mine' }),
  },
  'app/(workspace)/ladder/edit/actions.ts#discardDraftAction': {
    op: 'ladder.write',
    for: ADMIN_ONLY,
    form: () => ({ versionId: NOBODY, changes: '0', isConfirmed: 'yes' }),
  },
  'app/(workspace)/ladder/import/actions.ts#changeMappingAction': {
    op: 'ladder.write',
    for: ADMIN_ONLY,
    form: ({ ladderImport }) => ({ importId: ladderImport, revision: '0' }),
  },
  'app/(workspace)/ladder/import/actions.ts#makeDraftAction': {
    op: 'ladder.write',
    for: ADMIN_ONLY,
    form: ({ ladderImport }) => ({ importId: ladderImport, previewed: '0'.repeat(64) }),
  },
  'app/(workspace)/me/actions.ts#chooseTargetAction': { op: 'own', for: EVERYBODY },
  'app/(workspace)/reviews/[reviewId]/actions.ts#submitReviewAction': {
    op: 'mgrReview.submit',
    for: ['mgr'],
    args: ({ managerReview }) => [
      {
        reviewId: managerReview,
        version: 0,
        idempotencyKey: '00000000-0000-4000-8000-000000000002',
      },
    ],
  },
  'app/(workspace)/reviews/[reviewId]/actions.ts#settleConflictAction': {
    op: 'draft.write',
    for: ['mgr'],
    args: ({ managerReview }) => [{ reviewId: managerReview, conflictId: NOBODY }],
  },
  'app/(workspace)/reviews/[reviewId]/actions.ts#requestReopeningAction': {
    op: 'self.reqReopen',
    for: ['subj'],
    form: ({ selfReview }) => ({ reviewId: selfReview, reason: 'I want it back.' }),
  },
  'app/(workspace)/reviews/[reviewId]/actions.ts#reopenReviewAction': {
    op: 'mgrReview.reopen',
    for: ['hr'],
    form: ({ selfReview }) => ({ reviewId: selfReview, reason: 'They want it back.' }),
  },
  'app/(workspace)/reviews/[reviewId]/actions.ts#declineFeedbackAction': {
    op: 'peer.decline',
    for: ['peer'],
    form: ({ peerReview }) => ({ reviewId: peerReview, reason: 'No time.' }),
  },
  'app/(workspace)/reviews/peers/[participantId]/actions.ts#choosePeersAction': {
    op: 'nomination.approve',
    for: ['mgr', 'hr'],
    form: ({ participant }) => ({ participantId: participant }),
  },
  'app/(workspace)/reviews/peers/[participantId]/actions.ts#peerLoadAction': {
    op: 'nomination.approve',
    for: ['mgr', 'hr'],
    args: ({ participant, wei }) => [{ participantId: participant, personId: wei }],
  },
  'app/(workspace)/reviews/packets/[packetId]/actions.ts#acknowledgeAction': {
    op: 'packet.ack',
    for: ['colleague'],
    form: ({ freshPacket }) => ({
      packetId: freshPacket,
      received: 'yes',
      typedName: 'Wei Zhang',
      comment: '',
    }),
  },
  'app/(workspace)/reviews/packets/[packetId]/actions.ts#replyAction': {
    op: 'packet.reply',
    for: ['colleague'],
    form: ({ freshPacket }) => ({
      packetId: freshPacket,
      idempotencyKey: '00000000-0000-4000-8000-000000000003',
      body: 'Not mine to answer.',
    }),
  },
  'app/(workspace)/reviews/share/[participantId]/actions.ts#shareAction': {
    op: 'packet.share',
    for: ['mgr', 'hr'],
    form: ({ participant }) => ({
      participantId: participant,
      version: '0',
      idempotencyKey: '00000000-0000-4000-8000-000000000004',
    }),
  },
  'app/(workspace)/ladder/edit/publish/actions.ts#publishDraftAction': {
    op: 'ladder.publish',
    for: ADMIN_ONLY,
    args: () => [{ ladder: 'engineering', previewed: '0'.repeat(64) }],
  },
  'app/(workspace)/cycles/actions.ts#createCycleAction': {
    op: 'cycle.write',
    for: ADMIN_ONLY,
    form: () => ({ name: 'Mine' }),
  },
  'app/(workspace)/cycles/actions.ts#updateCycleAction': {
    op: 'cycle.write',
    for: ADMIN_ONLY,
    form: settingsForm,
  },
  ...Object.fromEntries(
    ['requestClosingAction', 'withdrawClosingAction', 'closeCycleAction', 'archiveCycleAction'].map(
      (name) => [
        `app/(workspace)/cycles/actions.ts#${name}`,
        { op: 'cycle.close', for: ADMIN_ONLY, form: closingForm } satisfies ActionRule,
      ],
    ),
  ),
  ...Object.fromEntries(
    ['deleteDraftCycleAction', 'launchCycleAction', 'unscheduleCycleAction'].map((name) => [
      `app/(workspace)/cycles/actions.ts#${name}`,
      { op: 'cycle.write', for: ADMIN_ONLY, form: cycleForm } satisfies ActionRule,
    ]),
  ),
}

function person(op: Op, personas: readonly Persona[]): ActionRule {
  return { op, for: personas, args: ({ wei }) => [wei] }
}

function uploadForm(): ActionRule {
  return {
    op: 'user.write',
    for: ADMIN_ONLY,
    form: ({ peopleImport }) => ({ importId: peopleImport }),
  }
}
