import type { ActionRule } from './action-inventory'
import { NOBODY, only, type PageRule } from './visit'

/** Mail that did not arrive: administrators see it, and may have it sent again. */
export const MAIL_PAGES: Record<string, PageRule> = {
  '/(workspace)/admin/mail/page': {
    op: 'user.write',
    visits: () => [only('/admin/mail', 'admin')],
  },
}

const FORMS = { retryMessageAction: { messageId: NOBODY }, retryAllMessagesAction: {} }

export const MAIL_ACTIONS: Record<string, ActionRule> = Object.fromEntries(
  Object.entries(FORMS).map(([name, form]) => [
    `app/(workspace)/admin/mail/actions.ts#${name}`,
    { op: 'user.write', for: ['admin'], form: () => ({ ...form }) },
  ]),
)
