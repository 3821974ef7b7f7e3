import type { AccountChange, MessageKind } from './event'

export type Message = { subject: string; text: string; html: string }

type Facts = {
  kind: MessageKind
  recipientName: string
  /** Null for what is about no cycle. */
  cycleName: string | null
  /** What became different, where the message tells of a change to an account. */
  what?: AccountChange | undefined
  /** Said after the sentence, one below the other. */
  lines?: readonly string[] | undefined
  /** Absolute address of the page that the message leads to. */
  url: string
}

type Words = { subject: string; says: string; link: string }

const ABOUT_CYCLES = {
  'cycle-launched': {
    subject: 'Reviews have begun',
    says: 'has begun. Your tasks, with the day on which each is due, are waiting for you.',
    link: 'See your tasks',
  },
  'launch-held': {
    subject: 'A cycle has not begun',
    says: 'was to begin by itself and has not, because the data check now finds what would stop a launch by hand. It stays scheduled and nobody has been asked to write. Once this is mended it begins by itself.',
    link: 'See who it is about, and mend it',
  },
  'peer-feedback-asked': {
    subject: 'Feedback asked of you',
    says: 'is running, and you have been asked for feedback. Before you write, the page tells who will see it.',
    link: 'See what is asked',
  },
  'reopening-asked': {
    subject: 'Reopening asked',
    says: 'is running, and a writer has asked to reopen a review that was handed in.',
    link: 'Decide on it',
  },
  'reopening-granted': {
    subject: 'Your review is open again',
    says: 'is running, and the review that you asked to reopen can be changed again. Hand it in when you are done.',
    link: 'Go on writing',
  },
  'calibration-opened': {
    subject: 'A calibration session is open',
    says: 'has reached calibration, and you sit in one of its sessions. What was submitted about the people in it is open to you until it is locked.',
    link: 'Go to the session',
  },
  'packet-shared': {
    subject: 'Your review has been shared with you',
    says: 'has reached you: your review has been shared and is ready to read.',
    link: 'Read it',
  },
  'delegation-granted': {
    subject: 'You write for a manager',
    says: 'is running, and you have been asked to write for a manager. The page says about whom and until when, and who will read it.',
    link: 'See what is asked',
  },
  'delegation-ended': {
    subject: 'You no longer write for a manager',
    says: 'is running, and what you were asked to write for a manager has been ended. What you wrote is kept for you.',
    link: 'See your reviews',
  },
  'pen-lent': {
    subject: 'Somebody writes for you',
    says: 'is running, and an HR partner has asked somebody to write for you. What they write stands beside your own review, which stays yours.',
    link: 'See who, why and until when',
  },
  'pen-returned': {
    subject: 'Nobody writes for you any more',
    says: 'is running, and an HR partner has ended that somebody writes for you.',
    link: 'See who it was',
  },
} satisfies Partial<Record<MessageKind, Words>>

const ABOUT_ACCOUNTS = {
  invitation: {
    subject: 'Your invitation to Rung',
    says: 'You are invited to Rung, where your organisation writes and reads its reviews. Choose a password with this link: it works once, for seven days. A newer invitation ends it.',
    link: 'Choose a password',
  },
  'password-reset': {
    subject: 'A new password for Rung',
    says: 'Somebody, hopefully you, asked for a new password. This link works once, for an hour. If it was not you, do nothing: your password stays as it is.',
    link: 'Choose a new password',
  },
  'approval-asked': {
    subject: 'A second person is needed',
    says: 'A colleague asks for something in Rung that needs a second person, and you are one of those who may decide.',
    link: 'See what is asked',
  },
  'account-changed': {
    subject: 'Your Rung account has changed',
    says: 'has changed. If you did not expect this, tell an administrator of Rung at once.',
    link: 'Look at your account',
  },
  'breakglass-used': {
    subject: 'Break-glass access was approved',
    says: 'Somebody was given access for a few hours to the reviews of a person whom you are HR partner for. Each page that they read is recorded.',
    link: 'See who, why and until when',
  },
} satisfies Partial<Record<MessageKind, Words>>

const CHANGES: Record<AccountChange, string> = {
  password: 'Your password',
  roles: 'What you may do in Rung',
  'sign-in': 'The way you sign in to Rung',
  address: 'The e-mail address of your Rung account',
  sessions: 'Where you are signed in to Rung',
}

const FOOTERS = {
  cycle:
    'Rung sent this because you take part in this review cycle. It never mails what people write.',
  hold: 'Rung sent this because you run its review cycles. It never mails what people write.',
  account: 'Rung sent this because of your account there. It never mails what people write.',
}

/** The mail of a message: a greeting, a sentence or two and a link; nothing of what anybody wrote. */
export function messageOf(facts: Facts): Message {
  const { subject, says, link, footer } = wordsOf(facts)
  const greeting = `Hello ${oneLine(facts.recipientName)},`
  const lines = (facts.lines ?? []).map(oneLine)
  const list = lines.length > 0 ? [...lines.map((line) => `- ${line}`), ''] : []
  const text = [greeting, '', says, '', ...list, `${link}: ${facts.url}`, '', '-- ', footer, '']
  const html = [
    '<!doctype html><html lang="en"><body>',
    `<p>${escapeHtml(greeting)}</p>`,
    `<p>${escapeHtml(says)}</p>`,
    ...(lines.length > 0
      ? ['<ul>', ...lines.map((line) => `<li>${escapeHtml(line)}</li>`), '</ul>']
      : []),
    `<p><a href="${escapeHtml(facts.url)}">${escapeHtml(link)}</a></p>`,
    `<p><small>${escapeHtml(footer)}</small></p>`,
    '</body></html>',
  ]
  return { subject, text: text.join('\n'), html: html.join('\n') }
}

function wordsOf({ kind, cycleName, what }: Facts): Words & { footer: string } {
  if (isAboutCycle(kind)) {
    const { subject, says, link } = ABOUT_CYCLES[kind]
    const name = oneLine(cycleName ?? '')
    const footer = kind === 'launch-held' ? FOOTERS.hold : FOOTERS.cycle
    return { subject: `${subject}: ${name}`, says: `“${name}” ${says}`, link, footer }
  }
  const words = { ...ABOUT_ACCOUNTS[kind], footer: FOOTERS.account }
  return what ? { ...words, says: `${CHANGES[what]} ${words.says}` } : words
}

function isAboutCycle(kind: MessageKind): kind is keyof typeof ABOUT_CYCLES {
  return kind in ABOUT_CYCLES
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

// A name with a line break must not become a header or a line of its own.
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()
}
