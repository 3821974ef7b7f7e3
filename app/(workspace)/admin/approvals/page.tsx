import type { Metadata, Route } from 'next'
import Link from 'next/link'
import { PageHeader } from '@/app/_components/shell/page-header'
import { Day } from '@/app/_components/ui/day'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { Cell, Table } from '@/app/_components/ui/table'
import { load } from '@/app/_server/page'
import { PersonLink } from '@/app/(workspace)/people/person-link'
import { type ApprovalView, listApprovals } from '@/lib/approvals/queries'
import { approvalStateWord } from '@/lib/approvals/words'

export const metadata: Metadata = { title: 'Approvals' }

const OPEN = ['What', 'About', 'Asked by', 'Why', 'Until']
const CLOSED = ['What', 'About', 'Asked by', 'What became of it', 'On']

export default async function ApprovalsPage() {
  const { waiting, own, decided } = await load(listApprovals, undefined)
  return (
    <>
      <PageHeader
        title="Approvals"
        lead="What one person asks for and another must agree to before it happens."
      />
      {waiting.length === 0 ? (
        <div className="mb-8">
          <EmptyState title="Nothing waits for you">
            When somebody asks for what needs a second person, and you can be that person, it is
            here and you get a mail.
          </EmptyState>
        </div>
      ) : (
        <Section title="Waits for you">
          <Table caption="Waits for you" columns={OPEN}>
            {waiting.map((approval) => (
              <OpenRow key={approval.id} approval={approval} />
            ))}
          </Table>
        </Section>
      )}
      {own.length > 0 ? (
        <Section title="You asked for">
          <Table caption="You asked for" columns={OPEN}>
            {own.map((approval) => (
              <OpenRow key={approval.id} approval={approval} />
            ))}
          </Table>
        </Section>
      ) : null}
      {decided.length > 0 ? (
        <Section title="Decided">
          <Table caption="Decided" columns={CLOSED}>
            {decided.map((approval) => (
              <ClosedRow key={approval.id} approval={approval} />
            ))}
          </Table>
        </Section>
      ) : null}
    </>
  )
}

function Section({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section className="mb-8">
      <h2 className="mb-2 text-lg font-semibold">{title}</h2>
      {children}
    </section>
  )
}

function OpenRow({ approval }: { approval: ApprovalView }) {
  return (
    <tr>
      <CaseCells approval={approval} />
      <Cell>
        <span className="block max-w-prose break-words">{approval.reason}</span>
      </Cell>
      <Cell>
        <Day on={approval.expiresAt} />
      </Cell>
    </tr>
  )
}

function ClosedRow({ approval }: { approval: ApprovalView }) {
  const { state, decidedBy, decidedAt, expiresAt } = approval
  return (
    <tr>
      <CaseCells approval={approval} />
      <Cell>
        {approvalStateWord(state)}
        {decidedBy && state !== 'WITHDRAWN' ? ` by ${decidedBy.name}` : ''}
      </Cell>
      <Cell>
        <Day on={decidedAt ?? expiresAt} />
      </Cell>
    </tr>
  )
}

function CaseCells({
  approval: { title, path, subject, requestedBy },
}: {
  approval: ApprovalView
}) {
  return (
    <>
      <Cell isHeader>
        <Link href={path as Route} prefetch={false} className="font-medium text-accent">
          {title}
        </Link>
      </Cell>
      <Cell>{subject ? <PersonLink id={subject.id} name={subject.name} /> : '–'}</Cell>
      <Cell>{requestedBy ? <bdi>{requestedBy.name}</bdi> : 'Rung'}</Cell>
    </>
  )
}
