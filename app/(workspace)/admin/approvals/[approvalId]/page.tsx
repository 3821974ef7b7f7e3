import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { PageHeader } from '@/app/_components/shell/page-header'
import { Day } from '@/app/_components/ui/day'
import { Status } from '@/app/_components/ui/status'
import { load } from '@/app/_server/page'
import { PersonLink } from '@/app/(workspace)/people/person-link'
import { getApprovalCase } from '@/lib/approvals/cases/queries'
import type { ApprovalKind } from '@/lib/approvals/kind'
import { approvalStateWord } from '@/lib/approvals/words'
import {
  approveAccountLinkAction,
  approveBreakglassAction,
  approveLinesAction,
  approveRoleGrantAction,
  declineApprovalAction,
  withdrawApprovalAction,
} from '../actions'
import { DecisionForm } from './decision-form'

export const metadata: Metadata = { title: 'Approval' }

const APPROVE: Partial<Record<ApprovalKind, typeof approveRoleGrantAction>> = {
  'role.grant': approveRoleGrantAction,
  'account.link': approveAccountLinkAction,
  'people.lines': approveLinesAction,
  breakglass: approveBreakglassAction,
}

export default async function ApprovalPage({ params }: PageProps<'/admin/approvals/[approvalId]'>) {
  const { approval, facts, effect } = await load(getApprovalCase, await params)
  const { id, kind, title, subject, requestedBy, reason, expiresAt, state, decidedBy, can } =
    approval
  const approve = APPROVE[kind]
  return (
    <div className="max-w-2xl">
      <PageHeader
        title={title}
        trail={[{ href: '/admin/approvals', title: 'Approvals' }]}
        actions={<Status word={approvalStateWord(state)} />}
      />
      <dl className="grid grid-cols-[max-content_1fr] gap-x-6 gap-y-2">
        {subject ? (
          <Fact term="About">
            <PersonLink id={subject.id} name={subject.name} />
          </Fact>
        ) : null}
        {facts.map(({ term, words }) => (
          <Fact key={term} term={term}>
            {words}
          </Fact>
        ))}
        <Fact term="Why">{reason}</Fact>
        <Fact term="Asked by">{requestedBy ? requestedBy.name : 'Rung'}</Fact>
        {state === 'OPEN' ? (
          <Fact term="Open until">
            <Day on={expiresAt} />
          </Fact>
        ) : null}
        {decidedBy ? <Fact term="Decided by">{decidedBy.name}</Fact> : null}
      </dl>
      {effect && state === 'OPEN' ? <p className="mt-6 text-ink-soft">{effect}</p> : null}
      <div className="mt-4 flex flex-wrap items-start gap-3">
        {can.decide && approve ? (
          <DecisionForm action={approve} approvalId={id} label="Agree" look="primary" />
        ) : null}
        {can.decide ? (
          <DecisionForm
            action={declineApprovalAction}
            approvalId={id}
            label="Decline"
            look="secondary"
          />
        ) : null}
        {can.withdraw ? (
          <DecisionForm
            action={withdrawApprovalAction}
            approvalId={id}
            label="Take the request back"
            look="secondary"
          />
        ) : null}
      </div>
    </div>
  )
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-soft">{term}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  )
}
