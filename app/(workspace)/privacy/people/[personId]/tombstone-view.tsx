import type { ReactNode } from 'react'
import { PageHeader } from '@/app/_components/shell/page-header'
import { Day } from '@/app/_components/ui/day'
import { Notice } from '@/app/_components/ui/notice'
import type { Tombstone } from '@/lib/privacy/tombstone/queries'

/** All that is left of an erased person. */
export function TombstoneView({ tombstone }: { tombstone: Tombstone }) {
  const { pseudonym, erasedAt, requestedBy, approvedBy, legalBasis } = tombstone
  return (
    <>
      <PageHeader title={pseudonym} trail={[{ href: '/privacy', title: 'Privacy' }]} />
      <div className="max-w-prose space-y-5">
        <Notice title="This person has been erased">
          <p>
            What was kept about them is gone. What they wrote about others stays under this
            pseudonym.
          </p>
        </Notice>
        <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[max-content_1fr]">
          <Fact term="Erased on">
            <Day on={erasedAt} />
          </Fact>
          <Fact term="Asked for by">
            <bdi>{requestedBy}</bdi>
          </Fact>
          <Fact term="Agreed to by">
            <bdi>{approvedBy}</bdi>
          </Fact>
          <Fact term="Legal basis">{legalBasis}</Fact>
        </dl>
      </div>
    </>
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
