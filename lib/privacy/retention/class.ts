export const RETENTION_CLASSES = [
  'drafts',
  'submissions',
  'packets',
  'access-packages',
  'imports',
  'invitations',
  'provider-tokens',
  'sessions',
  'sign-in-attempts',
  'repeated-requests',
  'messages',
  'audit-events',
] as const

export type RetentionClass = (typeof RETENTION_CLASSES)[number]

type ClassFacts = {
  title: string
  /** From when the days count. */
  from: string
  /** Why it is kept at all, and why not for ever. */
  reason: string
  /** Holds what people wrote about people, or leads to it. */
  isAboutPeople: boolean
}

/** What each class is, in words; the days and their bounds are in the database. */
export const CLASS_FACTS: Record<RetentionClass, ClassFacts> = {
  drafts: {
    title: 'Drafts',
    from: 'the closing of the cycle',
    reason:
      'Writers can come back to what they typed, with its earlier versions. What was handed in is kept apart.',
    isAboutPeople: true,
  },
  submissions: {
    title: 'Submitted reviews',
    from: 'the closing of the cycle',
    reason:
      'Growth is shown over several cycles, and complaints about a decision come late. Older ones say little of somebody today.',
    isAboutPeople: true,
  },
  packets: {
    title: 'Shared packets',
    from: 'the closing of the cycle',
    reason: 'A packet is the record that the person was given, with their answer to it.',
    isAboutPeople: true,
  },
  'access-packages': {
    title: 'Packages for access requests',
    from: 'the release, or 60 days after the request',
    reason: 'A copy of everything about one person should not lie around once it was handed over.',
    isAboutPeople: true,
  },
  imports: {
    title: 'Imported files',
    from: 'the upload',
    reason: 'The rows of a file are needed to undo or explain an import, not afterwards.',
    isAboutPeople: false,
  },
  invitations: {
    title: 'Invitations and password links',
    from: 'their use or expiry',
    reason: 'Shows for a while who let whom in. Only the hash of a link is stored.',
    isAboutPeople: false,
  },
  'provider-tokens': {
    title: 'Tokens of identity providers',
    from: 'the day they were revoked or ran out',
    reason:
      'Shows for a while with which token a provider ran the accounts. Only the hash of a token is stored.',
    isAboutPeople: false,
  },
  sessions: {
    title: 'Ended sessions',
    from: 'the sign-out or the last request',
    reason: 'Network and browser help to recognise a sign-in that was not one’s own.',
    isAboutPeople: false,
  },
  'sign-in-attempts': {
    title: 'Tries to sign in',
    from: 'the try',
    reason: 'Needed to slow down guessing, and to take an answer of the provider only once.',
    isAboutPeople: false,
  },
  'repeated-requests': {
    title: 'Answers to requests sent twice',
    from: 'the request',
    reason: 'A request that is sent again within two days gets the same answer.',
    isAboutPeople: false,
  },
  messages: {
    title: 'Messages in the outbox',
    from: 'the day it was sent or given up',
    reason: 'Shows whether a mail went out. A message holds a link, never a text.',
    isAboutPeople: false,
  },
  'audit-events': {
    title: 'Audit log',
    from: 'the event',
    reason:
      'Who did what must be provable for years. It holds ids and no text; its seals stay, so that the rest can still be verified.',
    isAboutPeople: false,
  },
}
