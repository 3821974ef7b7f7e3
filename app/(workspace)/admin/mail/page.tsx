import type { Metadata } from 'next'
import { PageHeader } from '@/app/_components/shell/page-header'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { Notice } from '@/app/_components/ui/notice'
import { Cell, Table } from '@/app/_components/ui/table'
import { load } from '@/app/_server/page'
import { PersonLink } from '@/app/(workspace)/people/person-link'
import { getOutbox, type OutboxItem, type OutboxPart } from '@/lib/notifications/outbox/queries'
import { RetryAll, RetryMessage } from './retry-form'

export const metadata: Metadata = { title: 'Mail' }

const ACTIONS = { title: 'Actions', isHidden: true } as const

export default async function MailPage() {
  const { isMailOn, waiting, givenUp } = await load(getOutbox, undefined)
  return (
    <>
      <PageHeader
        title="Mail"
        lead="Messages that have not arrived. What a message says is shown nowhere: it is a sentence and a link."
      />
      {isMailOn ? null : (
        <div className="mb-6">
          <Notice kind="warn" title="No mail server is set">
            <p>
              Messages wait until whoever operates Rung sets <code>SMTP_URL</code> and starts it
              again.
            </p>
          </Notice>
        </div>
      )}
      {waiting.count + givenUp.count === 0 ? (
        <EmptyState title="All mail is on its way or has arrived">
          What the mail server does not take is tried again for a day, and stands here meanwhile.
        </EmptyState>
      ) : (
        <>
          <GivenUp part={givenUp} />
          <Waiting part={waiting} />
        </>
      )}
    </>
  )
}

function GivenUp({ part }: { part: OutboxPart }) {
  if (part.count === 0) return null
  return (
    <section className="mb-8">
      <div className="mb-2 flex flex-wrap items-end justify-between gap-2">
        <h2 className="text-lg font-semibold">Given up</h2>
        {part.items.some(({ canRetry }) => canRetry) ? <RetryAll /> : null}
      </div>
      <Table
        caption="Messages that were given up"
        columns={['To', 'What for', 'Why', 'Tries', 'Written', 'Given up', ACTIONS]}
      >
        {part.items.map((item) => (
          <tr key={item.id}>
            <Message item={item} />
            <Cell>
              {item.canRetry ? <RetryMessage messageId={item.id} about={item.recipient} /> : null}
            </Cell>
          </tr>
        ))}
      </Table>
      <More part={part} which="latest" />
    </section>
  )
}

function Waiting({ part }: { part: OutboxPart }) {
  if (part.count === 0) return null
  return (
    <section>
      <h2 className="mb-2 text-lg font-semibold">Waiting</h2>
      <Table
        caption="Messages that wait"
        columns={['To', 'What for', 'Why', 'Tries', 'Written', 'Next try']}
      >
        {part.items.map((item) => (
          <tr key={item.id}>
            <Message item={item} />
          </tr>
        ))}
      </Table>
      <More part={part} which="next" />
    </section>
  )
}

function Message({ item }: { item: OutboxItem }) {
  return (
    <>
      <Cell isHeader>
        <div className="min-w-44">
          <PersonLink id={item.recipientId} name={item.recipient} />
          <span className="block text-sm break-words text-ink-soft">{item.address}</span>
        </div>
      </Cell>
      <Cell>
        <div className="min-w-36">{item.kind}</div>
      </Cell>
      <Cell>
        <div className="min-w-52">{item.why ?? 'Not tried yet'}</div>
      </Cell>
      <Cell>{item.tries}</Cell>
      <Cell>
        <span className="whitespace-nowrap">{item.writtenAt}</span>
      </Cell>
      <Cell>
        <span className="whitespace-nowrap">{item.at}</span>
      </Cell>
    </>
  )
}

function More({ part: { count, items }, which }: { part: OutboxPart; which: string }) {
  if (items.length === count) return null
  return (
    <p className="mt-2 text-sm text-ink-soft">
      The {which} {items.length} of {count.toLocaleString('en')}.
    </p>
  )
}
