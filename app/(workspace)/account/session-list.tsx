import type { ReactNode } from 'react'
import type { OpenSession } from '@/lib/auth/sessions/queries'

/** Where somebody is signed in; `end` draws what ends one of the sessions. */
export function SessionList({
  label,
  sessions,
  end,
}: {
  label: string
  sessions: readonly OpenSession[]
  end: (session: OpenSession) => ReactNode
}) {
  return (
    <ul
      aria-label={label}
      className="divide-y divide-line rounded-md border border-line bg-surface"
    >
      {sessions.map((session) => (
        <li key={session.id} className="flex min-h-14 items-center justify-between gap-4 px-3 py-2">
          <div className="min-w-0">
            <p className="font-medium">{session.device}</p>
            <p className="text-sm text-ink-soft">
              {session.network ? `From ${session.network}; signed in` : 'Signed in'} {session.begun}
              , last seen {session.lastSeen}
            </p>
          </div>
          <div className="shrink-0 text-end text-sm">{end(session)}</div>
        </li>
      ))}
    </ul>
  )
}
