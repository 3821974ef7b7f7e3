import type { Route } from 'next'
import Link from 'next/link'
import { Day } from '@/app/_components/ui/day'
import { Cell, Table } from '@/app/_components/ui/table'
import { reasonReaders } from '@/app/_server/reason-readers'
import type { HoldView } from '@/lib/privacy/holds/queries'
import { endHoldAction, requestHoldEndAction } from './actions'
import { WhyField } from './labelled'
import { PrivacyForm } from './privacy-form'
import { Waiting } from './waiting'

/** Holds with their reasons, and the way to end each. */
export function HoldTable({
  holds,
  withName = false,
}: {
  holds: readonly HoldView[]
  withName?: boolean
}) {
  const columns = [...(withName ? ['What'] : []), 'Why', 'Placed', 'End']
  return (
    <Table caption="Legal holds" columns={columns}>
      {holds.map((hold) => (
        <tr key={hold.id}>
          {withName ? (
            <Cell isHeader>
              <Held hold={hold} />
            </Cell>
          ) : null}
          <Cell>
            <span className="block max-w-prose break-words">{hold.reason || '–'}</span>
          </Cell>
          <Cell>
            <bdi>{hold.placedBy}</bdi>, <Day on={hold.placedAt} />
          </Cell>
          <Cell>
            <End hold={hold} />
          </Cell>
        </tr>
      ))}
    </Table>
  )
}

function Held({ hold: { personId, name } }: { hold: HoldView }) {
  if (!personId) return <>Cycle {name}</>
  return (
    <Link href={`/privacy/people/${personId}` as Route} prefetch={false} className="text-accent">
      <bdi>{name}</bdi>
    </Link>
  )
}

function End({ hold: { id, name, endedAt, endedBy, waiting } }: { hold: HoldView }) {
  if (endedAt) {
    return (
      <>
        Ended by <bdi>{endedBy}</bdi>, <Day on={endedAt} />
      </>
    )
  }
  if (waiting) {
    return (
      <Waiting waiting={waiting} agree={endHoldAction} label="Agree and end it">
        has asked to end it.
      </Waiting>
    )
  }
  return (
    <details>
      <summary className="cursor-pointer text-accent">
        Ask to end it<span className="sr-only"> for {name}</span>
      </summary>
      <div className="mt-3 min-w-56">
        <PrivacyForm action={requestHoldEndAction} fixed={{ holdId: id }} label="Ask to end it">
          <WhyField hint={reasonReaders('hold.end')} />
        </PrivacyForm>
      </div>
    </details>
  )
}
