import type { Metadata, Route } from 'next'
import { PageHeader } from '@/app/_components/shell/page-header'
import { ButtonLink } from '@/app/_components/ui/button'
import { EmptyState } from '@/app/_components/ui/empty-state'
import { load } from '@/app/_server/page'
import { proposeCycle } from '@/lib/cycles/defaults'
import { getCycleForm } from '@/lib/cycles/queries'
import { CycleForm } from '../cycle-form'
import { timeZones } from '../time-zones'

export const metadata: Metadata = { title: 'New cycle' }

export default async function NewCyclePage() {
  const view = await load(getCycleForm, {})
  const [ladder] = view.ladders
  return (
    <>
      <PageHeader
        title="New cycle"
        trail={[{ href: '/cycles', title: 'Cycles' }]}
        lead="The dates are a proposal. It stays a draft, with everything still to be changed, until you launch it."
      />
      {ladder ? (
        <CycleForm
          existing={null}
          options={{ ...view, zones: timeZones(view.timeZone) }}
          values={{
            ...proposeCycle(view.today),
            timeZone: view.timeZone,
            ladderVersionId: ladder.id,
            hasSelf: true,
            hasPeer: true,
            hasCalibration: false,
            ratesNextLevel: true,
            ratesExpectations: false,
            peerVisibility: 'ATTRIBUTED',
            skipVisible: true,
            blindSelf: false,
            graceDays: 3,
            actingReviewerId: '',
            teamIds: [],
          }}
        />
      ) : (
        <EmptyState
          title="No ladder is published yet"
          action={<ButtonLink href={'/ladder' as Route}>Open the ladder</ButtonLink>}
        >
          <p>A cycle reviews people against the ladder, so there must be one first.</p>
        </EmptyState>
      )}
    </>
  )
}
