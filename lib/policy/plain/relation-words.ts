import type { Relation } from '../relations'

type Words = {
  /** Anybody who stands so, for a list of people. */
  plural: string
  /** How one stands to the subject, for the heading of a choice. */
  title: string
}

/** Every relation as people say it. */
export const RELATION_WORDS: Record<Relation, Words> = {
  anon: { plural: 'visitors without a session', title: 'Not signed in' },
  deact: { plural: 'people whose account is deactivated', title: 'Deactivated account' },
  stranger: { plural: 'everybody who is active', title: 'No relation' },
  subj: { plural: 'the person themselves', title: 'The person reviewed' },
  author: { plural: 'the writer', title: 'Wrote this very text' },
  mgr: { plural: 'the manager', title: 'Manager in this cycle' },
  skip: { plural: 'the manager’s manager', title: 'Manager’s manager' },
  chain3: { plural: 'those further above', title: 'Three or more levels above' },
  exm_author: { plural: 'former managers who wrote', title: 'Former manager who wrote' },
  exm_none: {
    plural: 'former managers who wrote nothing',
    title: 'Former manager who wrote nothing',
  },
  newmgr: { plural: 'a new manager', title: 'New manager, without a task in this cycle' },
  peer_req: { plural: 'peers who are asked', title: 'Peer who is asked' },
  peer_done: { plural: 'peers who answered', title: 'Peer who has answered' },
  peer_off: {
    plural: 'peers who are not asked any more',
    title: 'Peer who declined or was removed',
  },
  up_author: { plural: 'reports who answer', title: 'Report who gives upward feedback' },
  calib_in: { plural: 'calibrators', title: 'Member of the open calibration session' },
  calib_facil: { plural: 'the facilitator', title: 'Facilitator of the calibration session' },
  calib_past: { plural: 'former calibrators', title: 'Member of a session that is over' },
  calib_other: { plural: 'other calibrators', title: 'Member of another session' },
  hr_in: { plural: 'HR partners', title: 'HR partner, person in scope' },
  hr_out: { plural: 'HR partners of others', title: 'HR partner, person out of scope' },
  admin: { plural: 'administrators', title: 'Administrator' },
  ladder_admin: { plural: 'ladder administrators', title: 'Ladder administrator' },
  auditor: { plural: 'auditors', title: 'Auditor' },
  breakglass: { plural: 'people with emergency access', title: 'Emergency access (break-glass)' },
  job: { plural: 'background work', title: 'Background work' },
  deleg: { plural: 'delegates', title: 'Delegate' },
  deleg_exp: { plural: 'former delegates', title: 'Delegate whose time is over' },
  owner: { plural: 'the owner', title: 'Owner of the evidence' },
  promoPanel: { plural: 'the panel', title: 'Member of the promotion panel' },
  citingReader: { plural: 'readers of what cites it', title: 'Reader of a review that cites it' },
}
