import type { MessageKind } from '../event'

/** What each kind of message is for, as an administrator reads it; never what one of them says. */
export const KIND_TITLES: Record<MessageKind, string> = {
  'cycle-launched': 'A cycle has begun',
  'launch-held': 'A cycle could not begin',
  'peer-feedback-asked': 'Feedback is asked',
  'reopening-asked': 'Reopening is asked',
  'reopening-granted': 'Reopening is granted',
  'calibration-opened': 'A calibration session is open',
  'packet-shared': 'A review is shared',
  'delegation-granted': 'Somebody is to write for a manager',
  'delegation-ended': 'Somebody writes no longer for a manager',
  'pen-lent': 'A manager has a delegate',
  'pen-returned': 'A manager has no delegate any more',
  invitation: 'Invitation',
  'password-reset': 'Link for a new password',
  'approval-asked': 'A second person is needed',
  'account-changed': 'An account has changed',
  'breakglass-used': 'Break-glass was approved',
}
