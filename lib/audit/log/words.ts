import { grantOfCapacity } from '@/lib/breakglass/term'
import { delegationOfCapacity } from '@/lib/cycles/delegations/pen'
import { POWERS, powerInWords } from '@/lib/policy/capacity'

type Group =
  | 'Sign-in'
  | 'People and roles'
  | 'Reviews'
  | 'Packets'
  | 'Reading'
  | 'Cycles'
  | 'Ladder'
  | 'Privacy'
  | 'Audit'

const WORDS: Record<Group, Record<string, string>> = {
  'Sign-in': {
    signIn: 'Signed in',
    'session.end': 'Signed out',
    'session.stepUp': 'Confirmed that it was them',
    'session.revoke': 'Signed out elsewhere',
    'session.revokeOthers': 'Signed out everywhere else',
    'password.change': 'Changed the password',
    'password.forgot': 'Asked for a link for a new password',
    'password.reset': 'Chose a new password by a link and signed in',
    'invitation.accept': 'Accepted the invitation and signed in',
    'identity.link': 'Linked a person to the identity provider',
    'identity.unlink': 'Unlinked a person from the identity provider',
    'password.keep': 'Named an administrator whose password always works',
    'password.stopKeeping': 'Ended that an administrator’s password always works',
  },
  'People and roles': {
    'installation.setUp': 'Set up Rung and became its first administrator',
    'demonstration.begin': 'Began to load the demonstration organisation',
    'person.create': 'Added a person',
    'person.change': 'Changed a person',
    'person.correct': 'Corrected a name or a start',
    'person.planChange': 'Decided on a change of a person',
    'person.cancelChange': 'Cancelled a planned change of a person',
    'person.refuseChange': 'Could not apply a planned change of a person',
    'leave.record': 'Recorded a leave',
    'leave.change': 'Changed how long a leave lasts',
    'leave.cancel': 'Took back a leave',
    'team.create': 'Made a team',
    'team.rename': 'Renamed a team',
    'team.merge': 'Merged a team into another',
    'team.dissolve': 'Dissolved a team',
    'person.invite': 'Made an invitation',
    'person.uninvite': 'Revoked an invitation',
    'people.inviteEveryone': 'Invited everybody without an account',
    'person.endSessions': 'Signed a person out',
    'person.passwordLink': 'Made a link for a new password',
    'person.deactivate': 'Deactivated an account',
    'person.reactivate': 'Reactivated an account',
    'message.retry': 'Had a given-up mail sent again',
    'message.retryAll': 'Had all given-up mail sent again',
    'role.grant': 'Granted a role',
    'role.revoke': 'Revoked a role',
    'approval.request': 'Asked for a second person',
    'approval.approve': 'Agreed as the second person',
    'approval.decline': 'Declined as the second person',
    'approval.withdraw': 'Took back what needs a second person',
    'breakglass.approve': 'Agreed to break-glass',
    'breakglass.revoke': 'Ended break-glass',
    'people.previewImport': 'Previewed an import of people',
    'people.import': 'Imported people',
    'scim.makeToken': 'Made a token for a provider',
    'scim.approveToken': 'Agreed that a provider runs the accounts',
    'scim.revokeToken': 'Revoked the token of a provider',
    'scim.mapGroup': 'Let a group of the provider give a role',
    'scim.unmapGroup': 'Ended what a group of the provider gives',
    'scim.createUser': 'Added a person by SCIM',
    'scim.adoptUser': 'Took over a person by SCIM',
    'scim.changeUser': 'Changed a person by SCIM',
    'scim.deleteUser': 'Took a person out by SCIM',
    'scim.changeGroup': 'Changed a group by SCIM',
    'scim.deleteGroup': 'Ended a group by SCIM',
    'scim.changeTeam': 'Moved a person to a team by SCIM',
    'people.undoImport': 'Undid an import of people',
    'people.export': 'Exported people',
    'people.refuseFile': 'Refused a file of the import folder',
    'person.remove': 'Removed a person whom an import had added',
  },
  Reviews: {
    'self.submit': 'Submitted a self-review',
    'mgrReview.submit': 'Submitted a manager review',
    'peer.submit': 'Submitted peer feedback',
    'peer.decline': 'Declined to give peer feedback',
    'nomination.approve': 'Chose who gives peer feedback',
    'review.requestReopening': 'Asked to reopen what was submitted',
    'mgrReview.reopen': 'Reopened what was submitted',
    'growthTarget.choose': 'Chose a level to grow towards',
    'transition.closeWindow': 'Closed what a former manager could still write',
    'delegation.grant': 'Let somebody write for a manager',
    'delegation.revoke': 'Ended that somebody writes for a manager',
  },
  Packets: {
    'packet.share': 'Shared a packet',
    'packet.ack': 'Acknowledged a packet',
    'packet.reply': 'Replied to a packet',
  },
  Reading: {
    'packet.read': 'Opened a packet',
    'submissions.read': 'Read submitted reviews',
    'submission.read': 'Read a submitted review under break-glass',
    'growth.read': 'Opened how somebody grows',
    'history.read': 'Read earlier revisions of what was submitted',
    'peerAuthor.read': 'Read who gave peer feedback',
    'sar.read': 'Read what was collected about a person',
    'peerAuthor.reveal': 'Asked who wrote confidential peer feedback',
  },
  Cycles: {
    'cycle.create': 'Made a cycle',
    'cycle.update': 'Changed a cycle',
    'cycle.delete': 'Deleted a cycle that had not begun',
    'cycle.schedule': 'Scheduled a cycle',
    'cycle.unschedule': 'Took a cycle off the schedule',
    'cycle.launch': 'Launched a cycle',
    'cycle.holdLaunch': 'Did not launch a cycle whose data check stands in the way',
    'cycle.requestClosing': 'Asked to close a cycle',
    'cycle.withdrawClosing': 'Withdrew the wish to close a cycle',
    'cycle.close': 'Closed a cycle',
    'cycle.archive': 'Archived a cycle',
    'transition.LAUNCHING': 'Began to launch a cycle',
    'transition.SELF_AND_PEER': 'Opened self-reviews and peer feedback',
    'transition.MANAGER_WRITING': 'Opened manager reviews',
    'transition.CALIBRATION': 'Opened calibration',
    'transition.SHARING': 'Opened sharing',
    'transition.PAUSED': 'Paused for somebody who is on leave',
    'transition.EXCUSED': 'Excused somebody who has left',
    'transition.ACTIVE': 'Took somebody in again who is back',
    'calibSession.create': 'Made a calibration session',
    'calibSession.seat': 'Gave a seat in a calibration session',
    'calibSession.unseat': 'Took a seat in a calibration session away',
    'calibSession.addPeople': 'Put people into a calibration session',
    'calibSession.removePerson': 'Took a person out of a calibration session',
    'calibSession.lock': 'Locked a calibration session',
    'calibSession.publish': 'Published a calibration session',
    'transition.openSession': 'Opened a calibration session',
    'transition.lockSession': 'Locked a calibration session at the end of its cycle',
  },
  Ladder: {
    'ladder.beginDraft': 'Began a draft of the ladder',
    'ladder.edit': 'Edited a draft of the ladder',
    'ladder.discardDraft': 'Discarded a draft of the ladder',
    'ladder.publish': 'Published the ladder',
    'ladder.startImport': 'Brought a ladder from elsewhere',
    'ladder.mapImport': 'Mapped a ladder from elsewhere',
    'ladder.draftImport': 'Made a draft from a ladder from elsewhere',
    'ladder.export': 'Exported the ladder',
  },
  Privacy: {
    'retention.set': 'Set how long something is kept',
    'retention.run': 'Removed what was due',
    'hold.place': 'Placed a legal hold',
    'hold.end': 'Ended a legal hold',
    'erase.approve': 'Agreed to erase a person',
    'erase.run': 'Erased a person',
    'sar.build': 'Collected what is kept about a person',
    'sar.redact': 'Decided what is blackened',
    'sar.release': 'Released a package to the person',
    'sar.close': 'Closed an access request without a release',
    'sar.download': 'Downloaded a package about a person',
    'own.export': 'Downloaded their own data',
  },
  Audit: {
    'audit.export': 'Exported the audit log',
    'pace.exceed': 'Asked for too much in a short time',
    'audit.verify': 'Verified the audit log',
  },
}

const SENTENCES = new Map(Object.values(WORDS).flatMap((words) => Object.entries(words)))

const REFUSED: Record<string, string> = {
  signIn: 'Failed to sign in',
  'session.stepUp': 'Failed to confirm that it was them',
  'password.change': 'Failed to change the password',
  'visitor.act': 'Was refused before signing in',
  'scim.signIn': 'Came with a wrong SCIM token',
  'edge.refuse': 'Was refused before anything was read',
}

/** The actions to choose from, in groups; refusals carry the names of what was asked for instead. */
export const ACTION_GROUPS: readonly {
  title: string
  actions: { name: string; says: string }[]
}[] = Object.entries(WORDS).map(([title, words]) => ({
  title,
  actions: Object.entries(words).map(([name, says]) => ({ name, says })),
}))

/** What somebody did, as a sentence without its subject; an action nobody named reads as it is called. */
export function actionInWords(action: string, decision: string): string {
  if (decision !== 'deny') return SENTENCES.get(action) ?? capital(spaced(action))
  return REFUSED[action] ?? `Was refused: ${SENTENCES.get(action)?.toLowerCase() ?? spaced(action)}`
}

const REASONS: Record<string, string> = {
  operator: 'on the machine itself',
  oidc: 'at the identity provider',
  FORBIDDEN: 'not allowed',
  NOT_FOUND: 'not there for them',
  INVALID: 'wrong password, or not active',
  UNAUTHENTICATED: 'unknown, ended, or not agreed to',
  LIMITED: 'too often',
  NO_PASSWORD: 'nobody with a password has this address',
  ORIGIN: 'sent by another site',
  sound: 'it was sound',
  broken: 'it was broken',
  unknown: 'it could not be told',
  approved: 'as two people had agreed',
  returned: 'on coming back, to be granted anew',
  written: 'with a reason',
}

/** A reason of ours in words. What a person wrote as theirs stays unsaid: only that there is one. */
export function reasonInWords(reason: string | null): string | null {
  if (reason === null) return null
  if (/^import [0-9a-f-]{36}$/.test(reason)) return 'by an import'
  if (/^undo [0-9a-f-]{36}$/.test(reason)) return 'by undoing an import'
  if (/^(md|yaml|json|csv|pdf)$/.test(reason)) return `as ${reason}`
  const atProvider = /^oidc ([a-z-]+)$/.exec(reason)?.[1]
  if (atProvider) return `at the identity provider: ${atProvider.replaceAll('-', ' ')}`
  const foreign = /^ORIGIN (\d+)$/.exec(reason)?.[1]
  if (foreign)
    return foreign === '1' ? (REASONS.ORIGIN ?? null) : `sent by another site, ${foreign} times`
  if (/^removed \d+$/.test(reason)) return `${reason} rows`
  return REASONS[reason] ?? 'with a reason'
}

/** By which power something was seen or done, such as "as HR partner". */
export function capacityInWords(capacity: string): string {
  if (grantOfCapacity(capacity)) return 'under break-glass'
  if (delegationOfCapacity(capacity)) return 'as delegate'
  const power = POWERS.find((one) => one === capacity)
  return `as ${power ? powerInWords(power) : capacity}`
}

const OBJECTS: Record<string, string> = {
  people_import: 'import',
  ladder_import: 'ladder import',
  ladder_version: 'ladder version',
  role_grant: 'role',
  growthTarget: 'target',
  contribution_window: 'window',
  audit_log: 'audit log',
  scim_token: 'SCIM token',
  scim_group: 'SCIM group',
  calibration_session: 'calibration session',
}

/** The kind of thing that was touched; null where the action says all there is to say. */
export function objectInWords(objectType: string): string | null {
  if (objectType === 'request' || objectType === 'session') return null
  return OBJECTS[objectType] ?? spaced(objectType)
}

function spaced(name: string): string {
  return name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[._]/g, ' ')
    .toLowerCase()
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
