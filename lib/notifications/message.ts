import type { MessageKind } from './event'

export type Message = { subject: string; text: string; html: string }

type Facts = {
  kind: MessageKind
  recipientName: string
  cycleName: string
  /** Absolute address of the page that the message leads to. */
  url: string
}

const WORDS: Record<MessageKind, { subject: string; says: string; link: string }> = {
  'cycle-launched': {
    subject: 'Reviews have begun',
    says: 'has begun. Your tasks, with the day on which each is due, are waiting for you.',
    link: 'See your tasks',
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
  'packet-shared': {
    subject: 'Your review has been shared with you',
    says: 'has reached you: your review has been shared and is ready to read.',
    link: 'Read it',
  },
}

/** The mail of a message: a greeting, one sentence and a link; nothing of what anybody wrote. */
export function messageOf({ kind, recipientName, cycleName, url }: Facts): Message {
  const { subject, says, link } = WORDS[kind]
  const name = oneLine(cycleName)
  const greeting = `Hello ${oneLine(recipientName)},`
  const footer =
    'Rung sent this because you take part in this review cycle. It never mails what people write.'
  const text = [greeting, '', `“${name}” ${says}`, '', `${link}: ${url}`, '', '-- ', footer, '']
  const html = [
    '<!doctype html><html lang="en"><body>',
    `<p>${escapeHtml(greeting)}</p>`,
    `<p>“${escapeHtml(name)}” ${escapeHtml(says)}</p>`,
    `<p><a href="${escapeHtml(url)}">${escapeHtml(link)}</a></p>`,
    `<p><small>${escapeHtml(footer)}</small></p>`,
    '</body></html>',
  ]
  return { subject: `${subject}: ${name}`, text: text.join('\n'), html: html.join('\n') }
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
