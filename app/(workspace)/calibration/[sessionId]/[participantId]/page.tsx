import type { Metadata } from 'next'
import { PageHeader } from '@/app/_components/shell/page-header'
import { Notice } from '@/app/_components/ui/notice'
import { load } from '@/app/_server/page'
import { ActingAsLine } from '@/app/(workspace)/acting-as'
import { Submissions } from '@/app/(workspace)/reviews/share/[participantId]/submissions'
import { type CalibrationReading, getCalibrationReading } from '@/lib/calibration/reading/queries'

export const metadata: Metadata = { title: 'Reading for calibration' }

export default async function ReadingPage({
  params,
}: PageProps<'/calibration/[sessionId]/[participantId]'>) {
  const reading = await load(getCalibrationReading, await params)
  const { session } = reading
  return (
    <>
      <PageHeader
        title={<bdi>{reading.name}</bdi>}
        trail={[
          { href: '/calibration', title: 'Calibration' },
          { href: `/calibration/${session.id}`, title: session.name },
        ]}
        lead="What was submitted. It is open to you until the session is locked, and that you opened it is recorded."
      />
      <ActingAsLine as={reading.actingAs} />
      <div className="max-w-4xl space-y-6">
        <Facts facts={reading.facts} />
        {reading.hidden.length > 0 ? (
          <Notice title="Not shown here">
            <ul className="space-y-0.5">
              {reading.hidden.map((text) => (
                <li key={text}>{text}</li>
              ))}
            </ul>
          </Notice>
        ) : null}
        <Submissions submissions={reading.submissions} />
      </div>
    </>
  )
}

function Facts({ facts }: Pick<CalibrationReading, 'facts'>) {
  return (
    <dl className="flex flex-wrap gap-x-8 gap-y-2 border-y border-line py-3">
      {facts.map(({ title, value }) => (
        <div key={title}>
          <dt className="text-sm text-ink-soft">{title}</dt>
          <dd>
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  )
}
