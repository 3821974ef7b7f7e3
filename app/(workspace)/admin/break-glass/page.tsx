import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { PageHeader } from '@/app/_components/shell/page-header'
import { Day } from '@/app/_components/ui/day'
import { Notice } from '@/app/_components/ui/notice'
import { Cell, Table } from '@/app/_components/ui/table'
import { load } from '@/app/_server/page'
import { PersonLink } from '@/app/(workspace)/people/person-link'
import type { BreakglassView } from '@/lib/breakglass/queries'
import {
  type BreakglassPage as BreakglassData,
  getBreakglassPage,
} from '@/lib/breakglass/reading/queries'
import { EndForm } from './end-form'
import { RequestForm } from './request-form'

export const metadata: Metadata = { title: 'Break-glass' }

const COLUMNS = [
  'Who',
  'About',
  'Why',
  'Agreed by',
  'When',
  'Read',
  { title: 'Actions', isHidden: true },
] as const

export default async function BreakglassPage() {
  const { held, others, can } = await load(getBreakglassPage, undefined)
  return (
    <>
      <PageHeader
        title="Break-glass"
        lead="Reading what was submitted about one person, for at most four hours, with a reason and the consent of an HR partner. Every row read is recorded."
      />
      <div className="space-y-8">
        {held.map((one) => (
          <Held key={one.grant.id} {...one} />
        ))}
        {can.ask ? (
          <section>
            <h2 className="mb-3 text-lg font-semibold">Ask for it</h2>
            <RequestForm />
          </section>
        ) : null}
        {others.length > 0 ? (
          <section>
            <h2 className="mb-2 text-lg font-semibold">Granted</h2>
            <Table caption="Break-glass that was granted" columns={COLUMNS}>
              {others.map((grant) => (
                <GrantRow key={grant.id} grant={grant} />
              ))}
            </Table>
          </section>
        ) : null}
      </div>
    </>
  )
}

function Held({ grant, cycles }: BreakglassData['held'][number]) {
  const { id, subject, until, reason } = grant
  return (
    <Notice kind="warn" title={`You may read about ${subject.name} until ${until}`}>
      <p>Reason: {reason} What you read is recorded.</p>
      {cycles.length === 0 ? <p>Nothing has been submitted about them.</p> : null}
      <ul className="my-2 space-y-1">
        {cycles.map(({ participantId, cycleName, isOpen, packetId }) => (
          <li key={participantId}>
            {cycleName}:{' '}
            {isOpen ? (
              <ReadLink
                href={`/reviews/share/${participantId}?view=submissions`}
                words="what was submitted"
              />
            ) : null}
            {isOpen && packetId ? ', ' : null}
            {packetId ? (
              <ReadLink href={`/reviews/packets/${packetId}`} words="the packet" />
            ) : null}
          </li>
        ))}
      </ul>
      <EndForm grantId={id} label={`break-glass over ${subject.name}`} />
    </Notice>
  )
}

function ReadLink({ href, words }: { href: string; words: string }) {
  return (
    <Link href={href as Route} prefetch={false} className="font-medium text-accent underline">
      {words}
    </Link>
  )
}

function GrantRow({ grant }: { grant: BreakglassView }) {
  const { id, holder, subject, reason, approvedBy, startsAt, until, revokedAt, isInForce } = grant
  return (
    <tr>
      <Cell isHeader>
        <PersonLink id={holder.id} name={holder.name} />
      </Cell>
      <Cell>
        <PersonLink id={subject.id} name={subject.name} />
      </Cell>
      <Cell>
        <span className="block max-w-xs min-w-48 break-words">{reason}</span>
      </Cell>
      <Cell>{approvedBy}</Cell>
      <Cell>
        <Day on={startsAt} />
        <span className="block text-sm text-ink-soft">
          {revokedAt ? 'ended early' : `${isInForce ? 'until' : 'ended at'} ${until}`}
        </span>
      </Cell>
      <Cell>{grant.reads === 1 ? '1 row' : `${grant.reads} rows`}</Cell>
      <Cell>
        {grant.can.revoke ? <EndForm grantId={id} label={`break-glass of ${holder.name}`} /> : null}
      </Cell>
    </tr>
  )
}
