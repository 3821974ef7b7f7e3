import type { ReactNode } from 'react'
import { Cell, Table } from '@/app/_components/ui/table'
import type { OpenSession } from '@/lib/auth/sessions/queries'

/** Where somebody is signed in; `end` draws what ends one of the sessions. */
export function SessionTable({
  caption,
  sessions,
  withNetwork,
  end,
}: {
  caption: string
  sessions: readonly OpenSession[]
  withNetwork: boolean
  end: (session: OpenSession) => ReactNode
}) {
  const columns = [
    'Browser',
    ...(withNetwork ? ['Network'] : []),
    'Signed in',
    'Last seen',
    { title: 'Actions', isHidden: true } as const,
  ]
  return (
    <Table caption={caption} columns={columns}>
      {sessions.map((session) => (
        <tr key={session.id}>
          <Cell isHeader>{session.device}</Cell>
          {withNetwork ? <Cell>{session.network}</Cell> : null}
          <Cell>{session.begun}</Cell>
          <Cell>{session.lastSeen}</Cell>
          <Cell>
            <div className="-my-1.5 flex min-h-9 items-center justify-end whitespace-nowrap">
              {end(session)}
            </div>
          </Cell>
        </tr>
      ))}
    </Table>
  )
}
